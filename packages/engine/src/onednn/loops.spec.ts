import { describe, expect, it } from 'vitest';
import { broadcastStrides, contiguousStrides, mergedLoop } from './loops.ts';

describe('loops', () => {
  it('merge to one run where both operands are contiguous', () => {
    const strides = contiguousStrides([2, 3, 4]);
    expect(strides).toEqual([12, 4, 1]);
    expect([...mergedLoop([2, 3, 4], strides, strides)]).toEqual([1, 24, 1, 1]);
  });

  it('repeat an operand by a stride of 0 and merge what it repeats over', () => {
    // [2, 3, 4] with [4]: six rows that read the same four values
    const repeated = broadcastStrides([4], [2, 3, 4]);
    expect(repeated).toEqual([0, 0, 1]);
    expect([...mergedLoop([2, 3, 4], contiguousStrides([2, 3, 4]), repeated)]).toEqual([2, 6, 4, 4, 1, 0, 1]);
  });

  it('leave out dimensions of one, down to a single element', () => {
    expect([...mergedLoop([1, 1], [1, 1], [0, 0])]).toEqual([1, 1, 1, 1]);
  });
});
