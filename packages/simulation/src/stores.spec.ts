import { mkdirSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { createScenes } from '@oneiros/senses';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveConfig } from './config/resolve-config.ts';
import type { RunConfigInput } from './config/run-config.ts';
import { createSimulation } from './create-simulation.ts';
import { createProbeContext } from './probes/probe-context.ts';
import { encodeSplit } from './probes/encode-images.ts';
import { finish } from './probes/steps.ts';
import { compareStore, type PerceivedBatch, type StoreComparison } from './test-support/compare-stores.ts';

const LATENT = 16;
const BATCH = 8;
/** Sixteen mini-batches a day, then NREM and REM. */
const night: [string, number][] = [['N3', 4 * 3600], ['REM', 4 * 3600]]; // prettier-ignore
const life: RunConfigInput = {
  model: { baseWidth: 2, latentSize: LATENT },
  batchSize: BATCH,
  plasticity: { learningRate: 2e-3 },
  schedule: {
    kind: 'life',
    days: 3,
    source: { hypnogram: { runs: night as [] } },
    updates: { mode: 'proportional', minutesPerMiniBatch: 60 },
  },
  probes: { readoutEveryNights: 0, areasEveryCycles: 0 },
  dreams: { everyNights: 0 },
  checkpoints: { keepEveryNights: 0 },
  // Every episode is kept, with the error of its image: a record of what was perceived.
  store: { kind: 'day', capacity: 1000, days: 1, priority: 'reconstruction-error', priorityExponent: 0 },
};

const stores: Readonly<Record<string, RunConfigInput>> = {
  episodic: {},
  day: { store: { kind: 'day' } },
  'day, recent': { store: { kind: 'day', sampling: 'recent', recencyTicks: 4 } },
  'day, decaying': { store: { kind: 'day', decayTicks: 12 } },
  'day, by novelty': { store: { kind: 'day', priority: 'novelty', priorityExponent: 4 } },
  'day, by error': { store: { kind: 'day', priority: 'reconstruction-error', priorityExponent: 4 } },
  'day, two days': { store: { kind: 'day', days: 2 } },
  'day, half lost': { store: { kind: 'day' }, lesions: { hippocampus: { engramsLost: 0.5 } } },
  'hopfield, β 4096': { store: { kind: 'hopfield', hopfield: { inverseTemperature: 4096 } } },
  'hopfield, β 128': { store: { kind: 'hopfield', hopfield: { inverseTemperature: 128 } } },
  'hopfield, β 32': { store: { kind: 'hopfield' } },
  'hopfield, β 8': { store: { kind: 'hopfield', hopfield: { inverseTemperature: 8 } } },
  'hopfield, β 2': { store: { kind: 'hopfield', hopfield: { inverseTemperature: 2 } } },
  'hopfield, β 128, noise': { store: { kind: 'hopfield', hopfield: { inverseTemperature: 128, cue: 'noise' } } },
};

/** A tiny brain lives three days of scenes; each store gets what it perceived. */
function comparison(): Record<string, StoreComparison> {
  const images = createScenes({ seed: 1, train: 160, test: 8 });
  const config = resolveConfig(life);
  const simulation = createSimulation({ config, images });
  const days: PerceivedBatch[] = [];
  while (simulation.tick < simulation.totalTicks) {
    const { tick } = simulation;
    const isAwake = simulation.advance().events.some((event) => event.type === 'state' && event.stage === 'WAKE');
    if (!isAwake) continue; // the store holds what this tick perceived
    const { tensors, cursor } = simulation.snapshot();
    const { ticks } = cursor.store!.state as { ticks: number[] };
    const rows = ticks.flatMap((at, i) => (at === tick ? [i] : []));
    const { data } = tensors.get('store.episodes')!;
    const errors = tensors.get('store.priorities')!.data;
    days.push({
      ...{ tick, day: Math.floor(tick / 24) },
      latents: rows.map((i) => [...data.slice(i * LATENT, (i + 1) * LATENT)]),
      errors: rows.map((i) => errors[i]!),
    });
    if (days.length === 3 * 16) break;
  }
  const context = createProbeContext({ cortex: simulation.cortex, images, config, tick: simulation.tick, epoch: 0 });
  const { latents, count } = finish(encodeSplit(context, 'train', 160));
  const now = Array.from({ length: count }, (_, i) => [...latents.slice(i * LATENT, (i + 1) * LATENT)]);
  simulation.dispose();
  return Object.fromEntries(Object.entries(stores).map(([name, layer]) => [name, compareStore(layer, days, now, 24)]));
}

describe('what the stores replay of the same days', () => {
  let of: Record<string, StoreComparison>;
  beforeAll(async () => {
    tf.env().set('IS_TEST', true); // no greeting on the console
    await tf.setBackend('cpu');
    of = comparison();
    const folder = new URL('../test-results/stores/', import.meta.url);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL('comparison.json', folder), JSON.stringify(of, null, 2));
  });

  const at = (store: string): StoreComparison => of[store]!;

  it('is what was perceived, wherever the store only reads', () => {
    const reading = Object.keys(stores).filter((store) => !store.startsWith('hopfield'));
    expect(reading.length).toBe(8);
    // Float32 throughout: the very numbers.
    for (const store of reading) expect(at(store).fromStored, store).toBe(0);
  });

  it('is the last 8 of 128 episodes of the paper’s store, and most of the day of the day store, which is more stale', () => {
    expect(at('episodic').covered).toBe(8 / 128);
    // 24 draws of 8 of 128: an episode is missed with (1 - 1/16)^24 = 0.21.
    expect(at('day').covered).toBeGreaterThan(0.7);
    expect(at('day, half lost').covered).toBeLessThanOrEqual(0.5);
    expect(at('day, recent').covered).toBeLessThan(at('day').covered);
    expect(at('day').staleness).toBeGreaterThan(at('episodic').staleness);
  });

  it('is what was reconstructed badly or what was new, as the priority says', () => {
    expect(at('day, by error').errorOfReplayed).toBeGreaterThan(1.3 * at('day').errorOfReplayed);
    expect(at('day, by novelty').spread).toBeGreaterThan(1.2 * at('day').spread);
  });

  it('is not what was perceived where it is recalled: the cooler the nearer, the warmer the more alike', () => {
    const spreads = [2, 8, 32, 128, 4096].map((beta) => at(`hopfield, β ${beta}`).spread);
    expect(spreads).toEqual([...spreads].sort((a, b) => a - b));
    expect(at('hopfield, β 4096').fromStored).toBeLessThan(0.5 * at('hopfield, β 32').fromStored);
    expect(at('hopfield, β 2').spread).toBeLessThan(0.1 * at('day').spread);
  });
});
