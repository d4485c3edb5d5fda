import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from './config/resolve-config.ts';
import type { RunConfigInput } from './config/run-config.ts';
import { createMemory, type Memory } from './memory.ts';

beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
});
afterEach(() => tf.engine().endScope());

const blocks: RunConfigInput = {
  schedule: { kind: 'cycle', order: ['wake', 'nrem', 'rem'], blockTicks: 3 },
};
const shares = { recent: 0.25, previous: 0.75, noise: 0, memories: 2, mixing: 'sum' } as const;
const memoryOf = (layer: RunConfigInput) => createMemory(resolveConfig(layer), createRandomStreams(1));
/** Encodes mini-batches of a single constant each, at the ticks 0, 1, ... */
const encodeAll = (memory: Memory, values: readonly number[], epochEvery = Infinity): void =>
  values.forEach((value, tick) =>
    memory.encode(tf.fill([1, 1], value), {
      tick,
      day: 0,
      isFirstOfEpoch: tick % epochEvery === 0,
      isFirstOfDay: false,
    }),
  );
const replayed = (memory: Memory, tick: number, mixture: Parameters<Memory['replay']>[0] = shares) =>
  memory.replay(mixture, tick, 'rem.noise')?.dataSync()[0];

describe('the memory of a cycle in blocks', () => {
  it('replays each mini-batch of the block once a state, in the order of Wake, with the one before it', () => {
    const memory = memoryOf(blocks);
    encodeAll(memory, [8, 16, 32]);
    // NREM is ticks 3 to 5, REM 6 to 8: z/4 + 3 z_old/4, and z alone for the first, which has no predecessor.
    for (const first of [3, 6]) {
      expect([0, 1, 2].map((i) => replayed(memory, first + i))).toEqual([8, 16 / 4 + 24 / 4, 32 / 4 + 48 / 4]);
    }
    memory.dispose();
  });

  it('mixes the first mini-batch of a block with the last of the block before, but not across epochs', () => {
    const memory = memoryOf(blocks);
    encodeAll(memory, [1, 2, 4, 8, 16, 32], 5);
    // Mini-batch 5 (32) begins an epoch.
    expect([9, 10, 11].map((tick) => replayed(memory, tick))).toEqual([8 / 4 + 12 / 4, 16 / 4 + 24 / 4, 32]);
    memory.dispose();
  });

  it('has nothing to replay where the block was not seen', () => {
    const memory = memoryOf(blocks);
    encodeAll(memory, [8, 16]);
    expect([3, 4, 5].map((tick) => replayed(memory, tick))).toEqual([undefined, 8, 16 / 4 + 24 / 4]);
    memory.dispose();
  });
});

describe('the memory of more than two mini-batches', () => {
  const four = { ...shares, memories: 4 };
  const config: RunConfigInput = { condition: 'mix-four' };
  const withFour = () => createMemory(resolveConfig(config), createRandomStreams(1));

  it('mixes as many as the mixture says', () => {
    const memory = withFour();
    encodeAll(memory, [1, 2, 4, 8, 16]);
    expect(replayed(memory, 7, four)).toBeCloseTo(16 / 4 + (0.75 * (8 + 4 + 2)) / 3, 5);
    expect(replayed(memory, 7, { ...four, memories: 3 })).toBeCloseTo(16 / 4 + (0.75 * (8 + 4)) / 2, 5);
    expect(replayed(memory, 7)).toBeCloseTo(16 / 4 + 0.75 * 8, 5);
    memory.dispose();
  });

  it('goes on from a snapshot, and from one of the paper’s store', () => {
    const [whole, other, paper] = [withFour(), withFour(), memoryOf({})];
    encodeAll(whole, [1, 2, 4, 8, 16], 3);
    other.restore(whole.snapshot());
    expect(other.snapshot()).toEqual(whole.snapshot());
    expect(replayed(other, 7, four)).toBe(replayed(whole, 7, four));
    encodeAll(paper, [1, 2, 4]);
    expect([...paper.snapshot().tensors.keys()]).toEqual(['recent', 'previous']);
    other.restore(paper.snapshot());
    expect(replayed(other, 7, four)).toBe(4 / 4 + 0.75 * 2);
    [whole, other, paper].forEach((memory) => memory.dispose());
  });
});
