import { createRandomStreams } from '@oneiros/random';
import { describe, expect, it } from 'vitest';
import { epochOrder, miniBatch, miniBatchesPerEpoch } from './epoch-order.ts';

const order = (epoch: number): Uint32Array => epochOrder(10, createRandomStreams(1).stream('order', epoch));

describe('an epoch', () => {
  it('shows every image once, in another order in another epoch', () => {
    expect([...order(0)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(order(0)).toEqual(order(0));
    expect(order(0)).not.toEqual(order(1));
  });

  it('is cut into mini-batches that do not overlap; the incomplete last one is dropped', () => {
    expect(miniBatchesPerEpoch(10, 4)).toBe(2);
    expect(miniBatchesPerEpoch(50_000, 64)).toBe(781);
    expect([...miniBatch(order(0), 4, 0), ...miniBatch(order(0), 4, 1)]).toEqual([...order(0).subarray(0, 8)]);
  });

  it('refuses mini-batches that it does not have', () => {
    expect(() => miniBatch(order(0), 4, 2)).toThrow(/below 2, got 2/);
    expect(() => miniBatchesPerEpoch(10, 11)).toThrow(/at most the 10 images/);
    expect(() => miniBatchesPerEpoch(10, 0)).toThrow(/integer from 1/);
  });
});
