import { createRandomStreams } from '@oneiros/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotFiniteError, SampleMismatchError } from './errors.ts';
import { testReadout, trainReadout, type Readout, type ReadoutOptions } from './readout.ts';
import { drawClusters } from './test-data/clusters.ts';

const random = (seed = 1) => createRandomStreams(seed).stream('readout');
const train = (options: Omit<ReadoutOptions, 'random'>, seed = 1): Readout =>
  trainReadout({ ...options, random: random(seed) });

/** The same readout, written for reading: one sample at a time, one class at a time. */
function trainPlainly({
  latents,
  labels,
  classes,
  epochs = 20,
  learningRate = 0.2,
  batchSize = 64,
}: Omit<ReadoutOptions, 'random'>) {
  const stream = random();
  const size = latents.length / labels.length;
  const bound = 1 / Math.sqrt(size);
  const draw = () => (2 * stream.uniform() - 1) * bound;
  const weights = Array.from({ length: classes }, () => Array.from({ length: size }, draw));
  const bias = Array.from({ length: classes }, draw);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = [...stream.permutation(labels.length)];
    while (order.length > 0) {
      const batch = order.splice(0, batchSize).map((i) => {
        const z = [...latents.subarray(i * size, (i + 1) * size)];
        const exp = weights.map((w, k) => Math.exp(bias[k]! + w.reduce((sum, v, j) => sum + v * z[j]!, 0)));
        const total = exp.reduce((a, b) => a + b);
        return { z, error: exp.map((e, k) => e / total - (labels[i] === k ? 1 : 0)) };
      });
      for (const { z, error } of batch) {
        error.forEach((e, k) => {
          const step = (learningRate / batch.length) * e;
          bias[k]! -= step;
          z.forEach((v, j) => (weights[k]![j]! -= step * v));
        });
      }
    }
  }
  return { weights: weights.flat(), bias };
}

describe('training a readout', () => {
  it.each([63, 64, 65, 130])('computes what the plain formula does with %i samples and mini-batches of 64', (count) => {
    // Four classes or five, so that tiles are full or padded.
    for (const classes of [4, 5]) {
      const data = { ...drawClusters({ count, classes, distance: 1 }), epochs: 3 };
      const plain = trainPlainly(data);
      const readout = train(data);
      readout.weights.forEach((weight, i) => expect(weight).toBeCloseTo(plain.weights[i]!, 10));
      readout.bias.forEach((bias, k) => expect(bias).toBeCloseTo(plain.bias[k]!, 10));
    }
  });

  it('trains on the last, smaller mini-batch too', () => {
    const data = drawClusters({ count: 65, distance: 1 });
    const once = { ...data, epochs: 1, learningRate: 1 };
    const whole = train({ ...once, batchSize: 65 });
    expect(train({ ...once, batchSize: 64 }).weights).not.toEqual(whole.weights);
    // A mini-batch larger than the set is the set.
    expect(train({ ...once, batchSize: 1000 }).weights).toEqual(whole.weights);
  });

  it('reads separable classes to 100 %', () => {
    const data = drawClusters({ count: 400, distance: 12 });
    expect(testReadout(train(data), data).accuracy).toBe(1);
  });

  it('reads classes that overlap as well as the best linear readout can, on samples it never saw', () => {
    // Two unit clouds 3 apart in a plane's two axes: centres are 3 sqrt(2) apart, error Phi(-3 sqrt(2) / 2) = 1.7 %.
    const readout = train(drawClusters({ count: 4000, size: 2, classes: 2 }));
    const { accuracy } = testReadout(readout, drawClusters({ count: 4000, size: 2, classes: 2, seed: 2 }));
    expect(accuracy).toBeGreaterThan(0.975);
    expect(accuracy).toBeLessThan(0.991);
  });

  it('stays at chance where the labels say nothing', () => {
    const shuffled = (seed: number) => {
      const data = drawClusters({ count: 2000, seed });
      const order = random(seed).permutation(2000);
      return { ...data, labels: Uint8Array.from(order, (i) => data.labels[i]!) };
    };
    const { accuracy } = testReadout(train(shuffled(3)), shuffled(4));
    // Chance is 1/4; standard error 0.0097, five of them.
    expect(Math.abs(accuracy - 0.25)).toBeLessThan(0.049);
  });

  it('starts uniform in ±1/sqrt(size), and without bias where none is wanted', () => {
    const data = { ...drawClusters({ count: 4, size: 16 }), epochs: 1, learningRate: 0 };
    const { weights, bias } = train(data);
    expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(0.25);
    // 64 weights: the largest is below 0.2 with probability 0.8^64 = 6e-7.
    expect(Math.max(...weights.map(Math.abs))).toBeGreaterThan(0.2);
    expect(Math.max(...bias.map(Math.abs))).toBeGreaterThan(0);
    expect([...train({ ...data, learningRate: 1, bias: false }).bias]).toEqual([0, 0, 0, 0]);
  });

  it('depends on its stream alone', () => {
    const data = drawClusters({ count: 100, distance: 1 });
    expect(train(data)).toEqual(train(data));
    expect(train(data, 2).weights).not.toEqual(train(data).weights);
  });

  it('lets the loss fall', () => {
    const { losses } = train(drawClusters({ count: 500 }));
    expect(losses).toHaveLength(20);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
  });

  it('leaves the latents as they are', () => {
    const data = drawClusters({ count: 70 });
    train(data);
    expect(data.latents).toEqual(drawClusters({ count: 70 }).latents);
  });

  it('refuses what does not belong together', () => {
    const data = drawClusters({ count: 8 });
    const mismatched: Partial<ReadoutOptions>[] = [
      { labels: data.labels.subarray(0, 7) },
      { labels: [] },
      { labels: [0, 1, 2, 3, 4, 0, 1, 2] },
      { labels: [0, 1, 2, 0.5, 1, 2, 3, 0] },
      { classes: 1 },
      { epochs: 0 },
      { batchSize: 1.5 },
      { latents: new Float32Array() },
    ];
    for (const change of mismatched) expect(() => train({ ...data, ...change })).toThrow(SampleMismatchError);
  });

  it('refuses latents that are not finite, and says where', () => {
    const data = drawClusters({ count: 8 });
    data.latents[8 * 3 + 5] = NaN;
    expect(() => train(data)).toThrow('latent 5 of sample 3');
  });

  it('says so when it diverges', () => {
    const data = drawClusters({ count: 64 });
    const huge = { ...data, latents: data.latents.map((value) => value * 1e30), learningRate: 1e300 };
    expect(() => train(huge)).toThrow(NotFiniteError);
  });
});

describe('testing a readout', () => {
  /** Predicts the class of the largest latent. */
  const identity: Readout = {
    classes: 3,
    size: 3,
    weights: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
    bias: new Float64Array(3),
    losses: [],
  };

  it('counts every sample in the confusion of classes', () => {
    const latents = Float32Array.of(9, 0, 0, 0, 9, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9);
    const result = testReadout(identity, { latents, labels: [0, 1, 1, 1, 1] });
    expect(result).toMatchObject({ samples: 5, correct: 3, accuracy: 0.6 });
    expect(result.confusion).toEqual([
      [1, 0, 0],
      [1, 2, 1],
      [0, 0, 0],
    ]);
    expect(result.perClass).toEqual([
      { samples: 1, correct: 1, accuracy: 1 },
      { samples: 4, correct: 2, accuracy: 0.5 },
      { samples: 0, correct: 0, accuracy: null },
    ]);
  });

  it('predicts the lower class where two tie', () => {
    expect(testReadout(identity, { latents: Float32Array.of(1, 1, 0), labels: [0] }).accuracy).toBe(1);
    expect(testReadout(identity, { latents: Float32Array.of(1, 1, 0), labels: [1] }).accuracy).toBe(0);
  });

  it('has a loss of ln(classes) where it knows nothing', () => {
    const blank = { ...identity, weights: new Float64Array(9) };
    expect(testReadout(blank, { latents: Float32Array.of(1, 2, 3), labels: [2] }).loss).toBeCloseTo(Math.log(3), 12);
  });

  it('gives N - 1, N and N + 1 samples the same answers as one sample at a time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 3, 63, 64, 65, 127, 128, 129),
        fc.integer({ min: 2, max: 7 }),
        (count, classes) => {
          const data = drawClusters({ count, classes, distance: 1 });
          const readout = train({ ...drawClusters({ count: 64, classes, distance: 1, seed: 5 }), epochs: 2 });
          const together = testReadout(readout, data);
          let correct = 0;
          let loss = 0;
          for (let i = 0; i < count; i++) {
            const one = testReadout(readout, {
              latents: data.latents.subarray(8 * i, 8 * i + 8),
              labels: [data.labels[i]!],
            });
            correct += one.correct;
            loss += one.loss / count;
          }
          expect(together.correct).toBe(correct);
          expect(together.loss).toBeCloseTo(loss, 10);
          expect(together.confusion.flat().reduce((a, b) => a + b)).toBe(count);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('refuses samples of another size', () => {
    expect(() => testReadout(identity, { latents: Float32Array.of(1, 2), labels: [0] })).toThrow('3 numbers a sample');
  });
});
