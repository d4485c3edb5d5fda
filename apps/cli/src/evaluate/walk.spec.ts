import { describe, expect, it } from 'vitest';
import { walk } from './walk.ts';

function* counting(ended: string[]): Generator<string, number, void> {
  try {
    for (let i = 0; i < 3; i++) {
      yield `step ${i}`;
      const until = performance.now() + 60; // longer than the time between two pauses
      while (performance.now() < until);
    }
    return 3;
  } finally {
    ended.push('ended');
  }
}

describe('walk', () => {
  it('tells every step and gives the result', async () => {
    const steps: string[] = [];
    const result = await walk(counting([]), { isStopped: () => false, onStep: (step) => void steps.push(step) });
    expect(result).toEqual({ value: 3 });
    expect(steps).toEqual(['step 0', 'step 1', 'step 2']);
  });

  it('lets signals through and leaves nothing open where it is stopped', async () => {
    let stopped = false;
    setImmediate(() => (stopped = true));
    const ended: string[] = [];
    expect(await walk(counting(ended), { isStopped: () => stopped, onStep: () => {} })).toBeUndefined();
    expect(ended).toEqual(['ended']);
  });
});
