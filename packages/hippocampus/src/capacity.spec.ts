import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { beforeEach, describe, expect, it } from 'vitest';
import { measureCapacity, type CapacityOptions } from './capacity.ts';

beforeEach(async () => {
  await tf.setBackend('cpu');
});

const options: CapacityOptions = {
  ...{ loads: [8, 32, 128], inverseTemperatures: [2, 8, 32], latentSize: 64, updates: 3, fragment: 0.75 },
};
const measured = (changes: Partial<CapacityOptions> = {}) =>
  measureCapacity({ ...options, ...changes }, createRandomStreams(1).stream('capacity'));

describe('the capacity of a Hopfield store', () => {
  it('falls with the load and grows with the inverse temperature', () => {
    const capacity = measured();
    const recovered = (load: number) =>
      capacity.filter(({ patterns }) => patterns === load).map(({ recovered }) => recovered);
    for (const [of8, of32, of128] of [0, 1, 2].map((i) => options.loads.map((load) => recovered(load)[i]!))) {
      expect(of32).toBeLessThanOrEqual(of8!);
      expect(of128).toBeLessThanOrEqual(of32!);
    }
    for (const load of options.loads) expect(recovered(load)).toEqual([...recovered(load)].sort((a, b) => a - b));
    // At β a pattern at itself has odds e^β against one other at the average distance. e² = 7.4 against 7 others: a blend. e³² against
    // 7 others: exact, where the fragment tells which one it is.
    expect(recovered(8)[0]).toBe(0);
    expect(recovered(8)[2]).toBeGreaterThan(0.85);
    // Between them the load decides: e⁸ = 2,981 is 426 times 7, and 23 times 127, of which those nearer than average weigh more.
    expect(recovered(8)[1]).toBeGreaterThan(0.5);
    expect(recovered(128)[1]).toBeLessThan(0.1);
  });

  it('is whole where the cue is the pattern itself, and nothing where the cue is nothing', () => {
    const at = { loads: [16], inverseTemperatures: [64] };
    expect(measured({ ...at, fragment: 1 })[0]!.recovered).toBe(1);
    // Every cue is the same mean, which falls into one pattern at most.
    expect(measured({ ...at, fragment: 0 })[0]!.recovered).toBeLessThanOrEqual(1 / 16);
  });

  it('is measured of given patterns too, and leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    // Two patterns, each eight times: none is apart from its copies, and each is recovered.
    const patternsOf = (count: number) =>
      tf.tensor2d(Array.from({ length: count }, (_, i) => [i % 2 === 0 ? 1 : -1, 2, i % 2]));
    const [one] = measured({ patternsOf, loads: [16], inverseTemperatures: [64], fragment: 1 });
    expect(one).toEqual({ patterns: 16, inverseTemperature: 64, recovered: 1 });
    expect(tf.memory().numTensors).toBe(before);
  });
});
