import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { batchOf, epochOrder, type ImageCollection, type ImageSet } from '@oneiros/senses';

const batchSize = 64;
/** Steady for inputs of a few thousand pixels in [-1, 1]; a latent of unit variance bears 20 times as much. */
const learningRate = 0.01;

/**
 * What a linear readout tells from the pixels themselves: softmax regression by plain gradient descent on mini-batches,
 * the mean training image taken off. The yardstick for readouts of z.
 * @returns the share of test images, every one counted, that it classifies rightly.
 */
export function readoutFromPixels({ train, test }: ImageCollection, epochs: number, seed: number): number {
  const streams = createRandomStreams(seed);
  const size = train.height * train.width * train.channels;
  const classes = train.classNames.length;
  return tf.tidy(() => {
    const mean = meanImage(train, size);
    const weights = tf.variable(tf.zeros([size, classes]), false);
    const bias = tf.variable(tf.zeros([classes]), false);
    const scoresOf = (set: ImageSet, indices: Uint32Array): { pixels: tf.Tensor2D; scores: tf.Tensor2D } => {
      const pixels = tf.tensor2d(batchOf(set, indices), [indices.length, size]).sub<tf.Tensor2D>(mean);
      return { pixels, scores: tf.matMul(pixels, weights).add<tf.Tensor2D>(bias) };
    };
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = epochOrder(train.count, streams.stream('readout.pixels', epoch));
      for (let start = 0; start < train.count; start += batchSize) {
        const indices = order.slice(start, start + batchSize);
        tf.tidy(() => {
          const { pixels, scores } = scoresOf(train, indices);
          const targets = tf.oneHot(tf.tensor1d(labelsOf(train, indices), 'int32'), classes);
          const error = tf
            .softmax(scores)
            .sub<tf.Tensor2D>(targets)
            .mul<tf.Tensor2D>(learningRate / indices.length);
          weights.assign(weights.sub(tf.matMul(pixels, error, true)));
          bias.assign(bias.sub(error.sum(0)));
        });
      }
    }
    let right = 0;
    const all = Uint32Array.from({ length: test.count }, (_, i) => i);
    for (let start = 0; start < test.count; start += batchSize) {
      const indices = all.slice(start, start + batchSize);
      const guesses = tf.tidy(() => scoresOf(test, indices).scores.argMax(1).dataSync());
      labelsOf(test, indices).forEach((label, i) => (right += guesses[i] === label ? 1 : 0));
    }
    weights.dispose();
    bias.dispose();
    return right / test.count;
  });
}

const labelsOf = (set: ImageSet, indices: Uint32Array): number[] => Array.from(indices, (i) => set.labels[i]!);

/** [1, size] in [-1, 1]. */
function meanImage(set: ImageSet, size: number): tf.Tensor2D {
  const sums = new Float64Array(size);
  for (let i = 0; i < set.count * size; i++) sums[i % size]! += set.pixels[i]!;
  return tf.tensor2d(
    Float32Array.from(sums, (sum) => sum / set.count / 127.5 - 1),
    [1, size],
  );
}
