import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveProbeOptions } from '@oneiros/simulation';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { EvaluationInvalidError, RunUnreadableError } from './errors.ts';
import { readEvaluations, writeEvaluation, type EvaluationOf } from './evaluations.ts';

const root = mkdtempSync(join(tmpdir(), 'oneiros-evaluations-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folder = '';
let count = 0;
beforeEach(() => {
  folder = join(root, `run-${count++}`);
  mkdirSync(folder);
});

const readoutAt = (tick: number): EvaluationOf<'readout'> => ({
  ...{ version: 1, probe: 'readout', tick, epoch: 0, seconds: 1.5, oneiros: '0.1.0' },
  options: resolveProbeOptions('readout', { bias: false }),
  result: {
    softmax: {
      ...{ accuracy: 0.75, loss: 1.2, trainAccuracy: 0.8 },
      confusion: [
        [2, 0],
        [1, 1],
      ],
      perClass: [
        { samples: 2, correct: 2, accuracy: 1 },
        { samples: 2, correct: 1, accuracy: 0.5 },
      ],
    },
    ridge: { accuracy: 0.5 },
    ...{ bias: false, trainImages: 10, testImages: 4 },
  },
  backend: { name: 'cpu', threads: null },
});

describe('evaluations', () => {
  it('come back as they were written, by tick, and replace one another', () => {
    const evaluations = [readoutAt(0), readoutAt(12), readoutAt(1_000_000)];
    for (const evaluation of [...evaluations].reverse()) writeEvaluation(folder, evaluation);
    writeEvaluation(folder, readoutAt(12));
    expect(readEvaluations(folder)).toEqual(evaluations);
    expect(readdirSync(join(folder, 'evaluations')).sort()).toEqual([
      ...['000000-readout.json', '000012-readout.json', '1000000-readout.json'],
    ]);
  });

  it('are read only of the probes that are wanted, so that damage of another is no matter', () => {
    writeEvaluation(folder, readoutAt(3));
    writeFileSync(join(folder, 'evaluations', '000003-latents.json'), '{');
    expect(readEvaluations(folder, (probe) => probe === 'readout')).toEqual([readoutAt(3)]);
    expect(readEvaluations(folder, (probe) => probe === 'geometry')).toEqual([]);
    expect(() => readEvaluations(folder)).toThrow('000003-latents.json');
  });

  it('are none where nothing was evaluated, and other files are passed over', () => {
    expect(readEvaluations(folder)).toEqual([]);
    mkdirSync(join(folder, 'evaluations'));
    writeFileSync(join(folder, 'evaluations', 'notes.txt'), 'mine');
    writeFileSync(join(folder, 'evaluations', '000012-readout.json.77.tmp'), '{');
    expect(readEvaluations(folder)).toEqual([]);
  });

  it('are not written where a number is not finite', () => {
    const evaluation = readoutAt(3);
    const broken = { ...evaluation, result: { ...evaluation.result, ridge: { accuracy: NaN } } };
    expect(() => writeEvaluation(folder, broken)).toThrow(/000003-readout.json: expected result.ridge.accuracy/);
    expect(readEvaluations(folder)).toEqual([]);
  });

  it.each([
    ['000004-readout.json', (text: string) => text, /expected tick 4 by its name, it says 12/],
    ['000012-oracle.json', (text: string) => text, /a probe that this Oneiros knows \(readout/],
    ['000012-readout.json', (text: string) => text.slice(0, 100), /expected JSON/],
    ['000012-readout.json', () => '', /expected JSON/],
    ['000012-readout.json', () => 'null', /Expected version 1/],
    ['000012-readout.json', (text: string) => text.replace('"version":1', '"version":2'), /newer Oneiros/],
    ['000012-readout.json', (text: string) => text.replace('"tick"', '"tock"'), /expected tick of another form/],
    ['000012-readout.json', (text: string) => text.replace('"loss":1.2', '"loss":"low"'), /result.softmax.loss/],
    ['000012-readout.json', (text: string) => text.replace('{', '{"__proto__":{"polluted":1},'), /another form/],
  ])('names %s where it is not what it should be', (name, change, message) => {
    const text = readFileSync(writeEvaluation(folder, readoutAt(12)), 'utf8');
    writeFileSync(join(folder, 'evaluations', name), change(text));
    expect(() => readEvaluations(folder)).toThrow(message);
    expect(() => readEvaluations(folder)).toThrow(name);
  });

  it('survive any damage: whole, or an error of their own', () => {
    const file = writeEvaluation(folder, readoutAt(12));
    const bytes = readFileSync(file);
    const place = fc.integer({ min: 0, max: bytes.length - 1 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), { minLength: 1 }),
        place,
        (edits, end) => {
          const damaged = Buffer.from(bytes);
          for (const [at, byte] of edits) damaged[at] = byte;
          writeFileSync(file, damaged.subarray(0, end % 3 === 0 ? end : bytes.length));
          try {
            expect(readEvaluations(folder)).toHaveLength(1);
          } catch (error) {
            expect(
              error instanceof EvaluationInvalidError || error instanceof RunUnreadableError,
              `${error as Error}`,
            ).toBe(true);
          }
          expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });
});
