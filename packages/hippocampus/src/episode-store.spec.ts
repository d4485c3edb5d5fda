import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDayStore } from './day-store.ts';
import type { DayStore, DayStoreOptions } from './episode-store.ts';
import { SnapshotMismatchError, StoreOptionError } from './errors.ts';
import { createHopfieldStore } from './hopfield-store.ts';

const streams = createRandomStreams(11);

beforeEach(async () => {
  await tf.setBackend('cpu');
});

/** The latent of episode i: a point of a wide circle, so that episodes are apart from one another whatever their number. */
const latentOf = (episode: number): [number, number] => [100 * Math.cos(episode), 100 * Math.sin(episode)];
const episodeOf = (row: readonly number[]): number => {
  const episode = Array.from({ length: 64 }, (_, i) => i).find((i) =>
    latentOf(i).every((x, k) => Math.abs(x - row[k]!) < 0.1),
  );
  if (episode === undefined) throw new Error(`no episode at ${row.join()}`);
  return episode;
};
const episodesIn = (latent: tf.Tensor2D | undefined): number[] => {
  if (latent === undefined) return [];
  const rows = latent.arraySync();
  latent.dispose();
  return rows.map(episodeOf);
};
/** Encodes episode i at tick i, in mini-batches of so many. */
const encode = (
  store: DayStore,
  from: number,
  until: number,
  { batch = 1, errors = (_: number): number => 1 } = {},
): void => {
  for (let tick = from; tick < until; tick += batch) {
    const episodes = Array.from({ length: Math.min(batch, until - tick) }, (_, i) => tick + i);
    const latent = tf.tensor2d(episodes.map(latentOf));
    store.encode(latent, { tick, random: streams.stream('store', tick), errors: episodes.map(errors) });
    latent.dispose();
  }
};
const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const held = (store: DayStore): number[] =>
  ascending(store.size === 0 ? [] : episodesIn(store.sample(store.size, streams.stream('all'))));
/** How often each of `count` episodes is drawn alone. */
const frequencies = (store: DayStore, count: number, draws: number): number[] => {
  const drawn = new Array<number>(count).fill(0);
  for (let draw = 0; draw < draws; draw++) drawn[episodesIn(store.sample(1, streams.stream('draw', draw)))[0]!]! += 1;
  return drawn;
};

describe.each([
  ['day', (options: DayStoreOptions) => createDayStore(options)],
  [
    'Hopfield',
    (options: DayStoreOptions) =>
      createHopfieldStore({ ...options, inverseTemperature: 1e5, updates: 2, cue: 'fragment', fragment: 1 }),
  ],
] as const)('the %s store', (name, create) => {
  const plain = { capacity: 64, sampling: 'uniform' } as const;

  it('never holds more of a day than its capacity, however long it lives', () => {
    fc.assert(
      fc.property(
        fc.record({
          capacity: fc.integer({ min: 1, max: 9 }),
          sampling: fc.constantFrom('uniform', 'recent'),
          days: fc.constantFrom(1, 2),
          decayTicks: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
          lost: fc.constantFrom(0, 0.3, 1),
          order: fc.constantFrom('chance', 'oldest'),
          batch: fc.integer({ min: 1, max: 4 }),
          dayTicks: fc.integer({ min: 3, max: 30 }),
        }),
        ({ batch, dayTicks, lost, order, ...options }) => {
          const store = create({ ...options, recencyTicks: 5, lesion: { engramsLost: lost, order } });
          for (let tick = 0; tick < 60; tick += batch) {
            if (tick % dayTicks < batch) store.startNewDay();
            encode(store, tick, Math.min(tick + batch, 60), { batch });
            expect(store.size).toBeLessThanOrEqual(options.capacity - Math.round(lost * options.capacity) + 1);
            expect(store.size).toBeLessThanOrEqual(options.capacity);
            expect(store.yesterdaySize).toBeLessThanOrEqual(options.days === 1 ? 0 : options.capacity);
          }
          const resumed = create({ ...options, recencyTicks: 5, lesion: { engramsLost: lost, order } });
          resumed.restore(store.snapshot());
          expect(resumed.snapshot()).toEqual(store.snapshot());
          for (const one of [store, resumed]) encode(one, 60, 64);
          expect(resumed.snapshot()).toEqual(store.snapshot());
          store.dispose();
          resumed.dispose();
        },
      ),
      { numRuns: 40 },
    );
  });

  it('loses only more engrams as time goes by, the oldest first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (decayTicks, forgetBelow) => {
          const store = create({ ...plain, decayTicks, forgetBelow });
          encode(store, 0, 12);
          let before = held(store);
          for (const tick of [13, 20, 40, 100]) {
            store.forget(tick);
            const now = held(store);
            // e^(-age/τ) >= f, that is age <= -τ ln f
            const expected = before.filter((episode) => Math.exp((episode - tick) / decayTicks) >= forgetBelow);
            expect(now).toEqual(expected);
            expect(now).toEqual(before.slice(before.length - now.length));
            before = now;
          }
          store.dispose();
        },
      ),
      { numRuns: 25 },
    );
  });

  it('replays engrams in proportion to their strength', () => {
    const store = create({ ...plain, decayTicks: 2 / Math.LN2, forgetBelow: 0 });
    for (const tick of [0, 2, 4]) encode(store, tick, tick + 1);
    const [oldest, , middle, , newest] = frequencies(store, 5, 3500);
    // Strengths 1/4, 1/2, 1 of a sum of 7/4: 500, 1,000, 2,000 times; standard deviations below 30, five of them.
    expect(Math.abs(oldest! - 500)).toBeLessThan(150);
    expect(Math.abs(middle! - 1000)).toBeLessThan(150);
    expect(Math.abs(newest! - 2000)).toBeLessThan(150);
  });

  it.each([1, 2])('replays episodes by their reconstruction error to the power of %d', (priorityExponent) => {
    const store = create({ ...plain, priority: 'reconstruction-error', priorityExponent });
    const errors = (episode: number): number => [1, 2, 3, 0][episode]!;
    encode(store, 0, 4, { batch: 2, errors });
    const drawn = frequencies(store, 4, 3000);
    const total = 1 + 2 ** priorityExponent + 3 ** priorityExponent;
    // Standard deviations of at most sqrt(3,000 / 4) = 27; five of them.
    [0, 1, 2, 3].forEach((i) =>
      expect(Math.abs(drawn[i]! - (3000 * errors(i) ** priorityExponent) / total)).toBeLessThan(137),
    );
  });

  it('orders how often episodes are replayed by any errors', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 4 }),
        fc.nat(),
        (levels, seed) => {
          const store = create({ ...plain, priority: 'reconstruction-error' });
          const errors = levels.map((level) => 4 ** level);
          encode(store, 0, levels.length, { batch: 4, errors: (episode) => errors[episode]! });
          const drawn = new Array<number>(levels.length).fill(0);
          for (let draw = 0; draw < 400; draw++) {
            drawn[episodesIn(store.sample(1, createRandomStreams(seed).stream('draw', draw)))[0]!]! += 1;
          }
          // Errors differ by a factor of 4 or more: at least 400/(1 + 4 · 3) = 30 times against 4 times as often, as a rule.
          levels.forEach((a, i) => levels.forEach((b, k) => a > b && expect(drawn[i]).toBeGreaterThan(drawn[k]!)));
          store.dispose();
        },
      ),
      { numRuns: 8, seed: 5 },
    );
  });

  it('loses a share of its engrams, the same ones again, and with a larger share those too', () => {
    const survivors = [0.25, 0.5, 0.75, 1].map((engramsLost) => {
      const store = create({ ...plain, lesion: { engramsLost, order: 'chance' } });
      encode(store, 0, 16);
      return held(store);
    });
    expect(survivors.map((left) => left.length)).toEqual([12, 8, 4, 0]);
    for (let i = 1; i < 4; i++) expect(survivors[i - 1]).toEqual(expect.arrayContaining(survivors[i]!));
    const oldest = create({ ...plain, lesion: { engramsLost: 0.75, order: 'oldest' } });
    encode(oldest, 0, 16);
    expect(held(oldest)).toEqual([12, 13, 14, 15]);
  });

  it('mixes today with yesterday, and with today alone on the first day', () => {
    const store = create({ ...plain, days: 2 });
    store.startNewDay();
    encode(store, 0, 8);
    const first = store.recall(4, streams.stream('recall', 0));
    expect(ascending([...episodesIn(first.recent), ...episodesIn(first.previous)])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    store.startNewDay();
    encode(store, 8, 12);
    expect([store.size, store.yesterdaySize]).toEqual([4, 8]);
    expect(held(store)).toEqual([8, 9, 10, 11]);
    const three = store.recall(4, streams.stream('recall', 1), 3);
    expect(ascending(episodesIn(three.recent))).toEqual([8, 9, 10, 11]);
    const before = [three.previous, ...three.older].flatMap(episodesIn);
    expect(ascending(before)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    store.startNewDay();
    encode(store, 12, 18);
    const few = store.recall(6, streams.stream('recall', 2)); // six of today's six, and yesterday's four again
    expect(new Set(episodesIn(few.previous))).toEqual(new Set([8, 9, 10, 11]));
    episodesIn(few.recent);
    store.dispose();
  });

  it('goes on bit by bit from a snapshot of two days with priorities, through JSON', () => {
    const options = {
      capacity: 5,
      sampling: 'recent',
      recencyTicks: 9,
      decayTicks: 4,
      days: 2,
      priority: 'novelty',
    } as const;
    const live = (store: DayStore, from: number, until: number) => {
      for (let tick = from; tick < until; tick++) {
        if (tick % 10 === 0) store.startNewDay();
        encode(store, tick, tick + 1);
      }
      return [
        episodesIn(store.sample(Math.min(2, store.size), streams.stream('s'))),
        episodesIn(store.recall(Math.min(2, store.size), streams.stream('r')).previous),
      ];
    };
    for (let stop = 12; stop < 32; stop += 3) {
      const [first, second] = [create(options), create(options)];
      live(first, 0, stop);
      second.restore(JSON.parse(JSON.stringify(first.snapshot()), reviveFloats));
      expect(live(second, stop, 33)).toEqual(live(first, stop, 33));
      expect(second.snapshot()).toEqual(first.snapshot());
    }
  });

  it('holds no tensor, and leaves what it replays to the caller', () => {
    const store = create({ ...plain, days: 2, priority: 'novelty', decayTicks: 50 });
    const before = tf.memory().numTensors;
    encode(store, 0, 8, { batch: 4 });
    store.startNewDay();
    encode(store, 8, 16, { batch: 4 });
    expect(tf.memory().numTensors).toBe(before);
    const { recent, previous, older } = store.recall(3, streams.stream('recall', 0), 3);
    const sample = store.sample(3, streams.stream('sample', 0));
    expect(tf.memory().numTensors).toBe(before + 4);
    tf.dispose([recent, previous!, ...older, sample]);
  });

  it('refuses options and errors that make no sense', () => {
    for (const wrong of [
      { decayTicks: 0 },
      { forgetBelow: 2 },
      { priorityExponent: -1 },
      { lesion: { engramsLost: 1.5, order: 'chance' } as const },
    ]) {
      expect(() => create({ ...plain, ...wrong }), name).toThrow(StoreOptionError);
    }
    const store = create({ ...plain, priority: 'reconstruction-error' });
    for (const errors of [undefined, [1, 2], [NaN], [-1]]) {
      const moment = { tick: 0, random: streams.stream('store'), errors };
      expect(() => store.encode(tf.zeros([1, 2]), moment)).toThrow(
        'Expected errors to be 1 numbers from 0, one an image',
      );
    }
    encode(store, 0, 4);
    const { priorities } = store.snapshot();
    expect(priorities).toBeUndefined(); // all 1
    const damaged = { ...store.snapshot(), priorities: { shape: [1, 1], values: new Float32Array(1) } as const };
    expect(() => store.restore(damaged)).toThrow(SnapshotMismatchError);
    expect(store.size).toBe(4);
  });
});

/** Brings Float32Array back from JSON, where it became an object with numeric keys. */
function reviveFloats(key: string, value: unknown): unknown {
  return key === 'values' ? Float32Array.from(Object.values(value as object) as number[]) : value;
}
