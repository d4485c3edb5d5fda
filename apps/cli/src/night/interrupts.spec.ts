import { afterEach, describe, expect, it } from 'vitest';
import { watchInterrupts, type Interrupts } from './interrupts.ts';

let interrupts: Interrupts | undefined;
afterEach(() => interrupts?.dispose());

describe('watchInterrupts', () => {
  it('notes the first signal and ends with the second, of whatever kind', () => {
    const calls: string[] = [];
    interrupts = watchInterrupts(
      (signal) => calls.push(`first ${signal}`),
      (signal) => calls.push(`second ${signal}`),
    );
    expect(interrupts.received).toBeUndefined();
    process.emit('SIGUSR2', 'SIGUSR2');
    expect(interrupts.received).toBe('SIGUSR2');
    process.emit('SIGTERM', 'SIGTERM');
    expect(calls).toEqual(['first SIGUSR2', 'second SIGTERM']);
  });

  it('gives the signals back', () => {
    const before = process.listenerCount('SIGINT');
    interrupts = watchInterrupts(
      () => {},
      () => {},
    );
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    interrupts.dispose();
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
