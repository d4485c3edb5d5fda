import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it, onTestFinished } from 'vitest';
import { registerData } from '../commands/data.ts';
import { createOutput, type Output } from '../output.ts';
import { describeProgress } from './get-data.ts';
import { listData } from './list-data.ts';
import { verifyData } from './verify-data.ts';

/** An output that keeps what a command prints. */
function recorder(json: boolean): { output: Output; text: string[]; objects: object[] } {
  const text: string[] = [];
  const objects: object[] = [];
  const output: Output = {
    ...createOutput({ json, color: 'never' }),
    result: (line) => void text.push(line),
    resultJson: (kind, value) => void objects.push({ kind, ...value }),
  };
  return { output, text, objects };
}

describe('oneiros data', () => {
  it('takes list, get and verify, and refuses names it does not know', async () => {
    const program = new Command().exitOverride();
    registerData(program);
    const data = program.commands[0]!;
    expect(data.commands.map((command) => command.name())).toEqual(['list', 'get', 'verify']);
    for (const command of data.commands) command.exitOverride().configureOutput({ outputError: () => {} });
    const parse = (...words: string[]): Promise<unknown> => program.parseAsync(['data', ...words], { from: 'user' });
    await expect(parse('get', 'imagenet')).rejects.toThrow(/Allowed choices are cifar10, svhn, mnist, fashion-mnist/);
    await expect(parse('verify', 'cifar100')).rejects.toThrow(/Allowed choices are scenes/);
  });

  it('lists every set with its size and place', async () => {
    const { output, text, objects } = recorder(false);
    await listData(output);
    expect(text.map((line) => line.split(' ')[0])).toEqual([
      'scenes',
      'cifar10',
      'svhn',
      'mnist',
      'fashion-mnist',
      'folder',
    ]);
    expect(text[1]).toMatch(/50000 \+ {2}10000 {2}CIFAR-10/);
    expect(objects[0]).toMatchObject({ kind: 'data-list' });
  });

  it('names what is wrong with a set and fails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'oneiros-data-'));
    const exitCode = process.exitCode;
    onTestFinished(() => {
      process.exitCode = exitCode;
      rmSync(folder, { recursive: true });
    });
    writeFileSync(join(folder, 'train.bin'), new Uint8Array(100));
    const { output, text, objects } = recorder(false);
    await verifyData('svhn', { folder }, output);
    expect(text[0]).toMatch(
      /^error .*train\.bin, byte 0: expected whole records of 3073 bytes.* found a torn record of 100/,
    );
    expect(text.at(-1)).toBe('svhn: NOT sound, not readable');
    expect(objects[0]).toMatchObject({ kind: 'data-verify', name: 'svhn', isSound: false });
    expect(process.exitCode).toBe(1);
  });

  it('wants a folder of pictures and a seed that is one', async () => {
    await expect(verifyData('folder', {}, recorder(false).output)).rejects.toMatchObject({ code: 'CLI_USAGE' });
    await expect(verifyData('scenes', { seed: '-1' }, recorder(false).output)).rejects.toThrow(
      /--seed to be an integer/,
    );
  });
});

describe('describeProgress', () => {
  const file = '/data/cifar10/cifar-10-binary.tar.gz';

  it('tells share, speed, time left and where it was resumed', () => {
    // 85 MB in 17 s are 5 MB/s; the other 85 MB take 17 s.
    expect(describeProgress({ file, receivedBytes: 85e6, totalBytes: 170e6, resumedBytes: 0 }, 17)).toBe(
      'cifar-10-binary.tar.gz: 50 % of 170.0 MB, 5.0 MB/s, 17 s left',
    );
    expect(describeProgress({ file, receivedBytes: 170e6, totalBytes: 170e6, resumedBytes: 85e6 }, 17)).toBe(
      'cifar-10-binary.tar.gz: 100 % of 170.0 MB, 5.0 MB/s, resumed at 85.0 MB',
    );
  });

  it('does without what the server does not say', () => {
    expect(describeProgress({ file, receivedBytes: 1e6, resumedBytes: 0 }, 0)).toBe('cifar-10-binary.tar.gz: 1.0 MB');
  });
});
