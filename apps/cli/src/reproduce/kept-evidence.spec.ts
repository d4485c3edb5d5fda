import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvidence } from '@oneiros/reproduction';
import { afterAll, expect, it } from 'vitest';
import { readEvidence, writeEvidence } from './kept-evidence.ts';

const folder = mkdtempSync(join(tmpdir(), 'oneiros-evidence-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const runOf = (scale: string, epochs: number): RunEvidence => ({
  ...{ run: '/runs/pad-1', condition: 'pad, hold', data: 'cifar10', seed: 1, scale, published: null, epochs },
  ...{ readouts: [], losses: [], measurements: [], dreams: null, hours: 0.5 },
});

it('keeps two experiments of one name apart, and each in one file however often', () => {
  writeEvidence(folder, [runOf('nf 64', 2)]);
  writeEvidence(folder, [runOf('nf 16', 2), runOf('nf 64', 3)]);
  expect(readdirSync(folder)).toEqual([
    expect.stringMatching(/^cifar10-pad-hold-1-/),
    expect.stringMatching(/^cifar10-/),
  ]);
  const kept = readEvidence(folder).map(({ run, scale, epochs }) => [run, scale, epochs]);
  expect(kept.sort()).toEqual([
    ['pad-1', 'nf 16', 2],
    ['pad-1', 'nf 64', 3],
  ]);
});
