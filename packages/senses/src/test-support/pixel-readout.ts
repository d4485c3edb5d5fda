import { createRandomStreams } from '@oneiros/random';
import { batchOf } from '../batch.ts';
import { epochOrder, miniBatch, miniBatchesPerEpoch } from '../epoch-order.ts';
import type { ImageCollection } from '../image-set.ts';

const EPOCHS = 15;
const BATCH_SIZE = 16;
/** Steady for some 3,000 inputs in [-1, 1]. */
const LEARNING_RATE = 0.003;

/** Share of test images whose class a softmax regression on raw pixels, by stochastic gradient descent, reads out right. */
export function pixelReadoutAccuracy({ train, test }: ImageCollection): number {
  const size = train.height * train.width * train.channels;
  const classes = train.classNames.length;
  const streams = createRandomStreams(1);
  const weights = Array.from({ length: classes }, () => new Float64Array(size));
  const scores = (image: Float32Array): number[] =>
    weights.map((row) => {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += row[i]! * image[i]!;
      return sum;
    });
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const order = epochOrder(train.count, streams.stream('readout', epoch));
    for (let k = 0; k < miniBatchesPerEpoch(train.count, BATCH_SIZE); k++) {
      const indices = miniBatch(order, BATCH_SIZE, k);
      const batch = batchOf(train, indices);
      const images = Array.from(indices, (_, b) => batch.subarray(b * size, (b + 1) * size));
      const errors = images.map((image, b) => {
        const exps = scores(image).map(Math.exp);
        const total = exps.reduce((sum, value) => sum + value, 0);
        return exps.map((value, c) => value / total - (train.labels[indices[b]!] === c ? 1 : 0));
      });
      images.forEach((image, b) =>
        weights.forEach((row, c) => {
          const step = (LEARNING_RATE / BATCH_SIZE) * errors[b]![c]!;
          for (let i = 0; i < size; i++) row[i]! -= step * image[i]!;
        }),
      );
    }
  }
  let right = 0;
  for (let i = 0; i < test.count; i++) {
    const found = scores(batchOf(test, Uint32Array.of(i)));
    if (found.indexOf(Math.max(...found)) === test.labels[i]) right++;
  }
  return right / test.count;
}
