import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from './print-error.ts';

const withCode = (code: string): Error => Object.assign(new Error('no'), { code });

describe('exitCodeOf', () => {
  it.each([
    ['CLI_USAGE', 2],
    ['CONFIG_INVALID', 2],
    ['CONFIG_CHANGED', 2],
    ['RUN_EXISTS', 2],
    ['IMAGES_MISMATCH', 2],
    ['DIVERGED', 4],
    ['RUN_WRITE', 1],
    ['CHECKPOINT_DAMAGED', 1],
    ['ENOSPC', 1],
  ])('maps %s to %d', (code, expected) => {
    expect(exitCodeOf(withCode(code))).toBe(expected);
  });

  it('maps what commander refuses to 2, and help to 0', () => {
    expect(exitCodeOf(new CommanderError(1, 'commander.unknownOption', 'no'))).toBe(2);
    expect(exitCodeOf(new CommanderError(0, 'commander.helpDisplayed', ''))).toBe(0);
  });

  it('maps anything else to 1', () => {
    expect([exitCodeOf(new TypeError('no')), exitCodeOf('no')]).toEqual([1, 1]);
  });
});
