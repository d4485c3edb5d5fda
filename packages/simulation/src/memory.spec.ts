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

describe('the memory of two days', () => {
  it('replays today in NREM and mixes it with yesterday in REM, from a snapshot too', () => {
    const layer: RunConfigInput = { store: { kind: 'day', days: 2 }, batchSize: 2 };
    const memory = memoryOf(layer);
    const day = (value: number, tick: number): void =>
      memory.encode(tf.fill([2, 1], value), { tick, day: tick, isFirstOfEpoch: false, isFirstOfDay: true });
    const { nrem } = resolveConfig({}).replay;
    day(8, 0);
    // There is no yesterday, and no third episode to mix: its share goes to today.
    expect([replayed(memory, 1, nrem), replayed(memory, 1)]).toEqual([8, 8]);
    day(16, 2);
    // 16 / 4 + 3/4 of 8
    expect([replayed(memory, 3, nrem), replayed(memory, 3)]).toEqual([16, 10]);
    day(32, 4);
    expect([replayed(memory, 5, nrem), replayed(memory, 5)]).toEqual([32, 20]);
    const other = memoryOf(layer);
    const snapshot = memory.snapshot();
    expect([...snapshot.tensors.keys()]).toEqual(['episodes', 'yesterday.episodes']);
    other.restore({ ...snapshot, state: JSON.parse(JSON.stringify(snapshot.state)) as unknown });
    expect([replayed(other, 5, nrem), replayed(other, 5)]).toEqual([32, 20]);
    memory.dispose();
    other.dispose();
  });
});

describe.each(['episodic', 'day', 'hopfield'] as const)('the memory of a store of kind %s', (kind) => {
  const sharp = { kind, hopfield: { inverseTemperature: 1e4, fragment: 1 } } as const;
  const seen = (layer: RunConfigInput): Memory => {
    const memory = memoryOf({ batchSize: 4, store: sharp }, layer);
    for (const tick of [0, 1, 2]) {
      const latent = tf.tensor2d([0, 1, 2, 3].map((row) => [4 * tick + row, 1]));
      const errors = tf.tensor1d([0, 0, 0, tick]);
      memory.encode(latent, { tick, day: 0, isFirstOfEpoch: tick === 0, isFirstOfDay: tick === 0 }, errors);
    }
    return memory;
  };
  const memoryOf = (...layers: RunConfigInput[]) => createMemory(resolveConfig(...layers), createRandomStreams(1));
  const { nrem, rem } = resolveConfig({}).replay;

  it('replays nothing where it is silent or every engram is lost', () => {
    for (const hippocampus of [{ silent: true }, { engramsLost: 1 }]) {
      const memory = seen({ lesions: { hippocampus } });
      expect([memory.replay(nrem, 3, 'nrem.noise'), memory.replay(rem, 3, 'rem.noise')]).toEqual([
        undefined,
        undefined,
      ]);
      memory.dispose();
    }
  });

  it('replays the engrams that a lesion left, the same ones again', () => {
    const memory = seen({ lesions: { hippocampus: { engramsLost: 0.5 } } });
    const episodes = (tick: number) =>
      memory
        .replay(nrem, tick, 'nrem.noise')!
        .arraySync()
        .map(([x]) => Math.round(x!));
    const replayed = new Set(Array.from({ length: 40 }, (_, i) => episodes(3 + i)).flat());
    // Two of the last four images, or six of all twelve.
    expect(replayed.size).toBe(kind === 'episodic' ? 2 : 6);
    expect(memory.replay(rem, 3, 'rem.noise')!.shape).toEqual([kind === 'episodic' ? 2 : 4, 2]);
    memory.dispose();
  });

  it('goes on bit by bit from a snapshot, through JSON, and refuses one of another kind', () => {
    const layer: RunConfigInput =
      kind === 'episodic' ? {} : { store: { days: 2, decayTicks: 9, priority: 'reconstruction-error' } };
    const [whole, resumed] = [seen(layer), memoryOf({ batchSize: 4, store: sharp }, layer)];
    const snapshot = whole.snapshot();
    expect(snapshot.kind).toBe(kind);
    resumed.restore({ ...snapshot, state: JSON.parse(JSON.stringify(snapshot.state)) as unknown });
    expect(resumed.snapshot()).toEqual(snapshot);
    for (const [tick, mixture] of [nrem, rem].entries()) {
      const [a, b] = [whole, resumed].map((memory) => memory.replay(mixture, 5 + tick, 'noise')!.arraySync());
      expect(b).toEqual(a);
    }
    const other = memoryOf({ store: { kind: kind === 'day' ? 'hopfield' : 'day' } });
    expect(() => other.restore(snapshot)).toThrow(/store of kind/);
    [whole, resumed, other].forEach((memory) => memory.dispose());
  });

  if (kind === 'episodic') return;

  it('replays what was reconstructed badly more often, and forgets what decayed', () => {
    const memory = seen({ store: { priority: 'reconstruction-error', decayTicks: 10 } });
    // The errors of images 7 and 11 are 1 and 2, those of all others 0.
    const first = memory
      .replay(nrem, 3, 'nrem.noise')!
      .arraySync()
      .map(([x]) => Math.round(x!));
    expect(first).toEqual(expect.arrayContaining([7, 11]));
    // e^(-age/10) falls below 0.05 after 30 ticks: those of the ticks 0 and 1 are gone at 31.
    expect(
      memory
        .replay(nrem, 31, 'nrem.noise')!
        .arraySync()
        .map(([x]) => Math.round(x!))
        .sort(),
    ).toEqual([10, 11, 8, 9]);
    expect(memory.replay(nrem, 33, 'nrem.noise')).toBeUndefined();
    memory.dispose();
  });
});
