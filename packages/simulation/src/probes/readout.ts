import { ridgeReadout, testReadout } from '@oneiros/metrics';
import { z } from 'zod';
import type { RunConfig } from '../config/run-config.ts';
import { cleanReadoutOptions, trainCleanReadout } from './clean-readout.ts';
import { encodeSplit } from './encode-images.ts';
import { percent } from './percent.ts';
import type { ProbeOf } from './probe.ts';

const share = z.number().min(0).max(1);
const images = z.int().min(1);

const options = z.strictObject({
  ...cleanReadoutOptions.shape,
  ridgePenalty: z
    .number()
    .positive()
    .default(1e-3)
    .describe('Penalty of the ridge readout, relative to the mean variance of the latents.'),
});

const result = z.strictObject({
  softmax: z.strictObject({
    accuracy: share.describe('Share of test images that are told right, every one counted.'),
    loss: z.number().describe('Mean cross-entropy on the test images, nats.'),
    confusion: z.array(z.array(z.int().min(0))).describe('[class][predicted class], counts of test images.'),
    perClass: z.array(z.strictObject({ samples: z.int(), correct: z.int(), accuracy: share.nullable() })),
    trainAccuracy: share,
  }),
  ridge: z.strictObject({ accuracy: share }),
  bias: z.boolean(),
  trainImages: images,
  testImages: images,
});

/**
 * What a linear readout of z can tell: the paper's softmax regression by plain gradient descent, trained on the latents of the
 * training images and tested on every test image, and a ridge readout in closed form beside it.
 *
 * @source Deperrois et al. 2022, Methods, "Training of linear readout"
 */
export const readoutProbe: ProbeOf<typeof options, typeof result> = {
  options,
  result,
  *measure(context, { ridgePenalty, ...training }) {
    const { bias, trainImages } = training;
    const train = yield* encodeSplit(context, 'train', trainImages);
    const softmax = yield* trainCleanReadout(context, training);
    const test = yield* encodeSplit(context, 'test');
    yield 'testing the readout';
    const { accuracy, loss, confusion, perClass } = testReadout(softmax, test);
    const ridge = ridgeReadout({ ...train, classes: softmax.classes, penalty: ridgePenalty });
    return {
      softmax: {
        accuracy,
        loss,
        confusion: confusion.map((row) => [...row]),
        perClass: perClass.map((each) => ({ ...each })),
        trainAccuracy: testReadout(softmax, train).accuracy,
      },
      ridge: { accuracy: testReadout(ridge, test).accuracy },
      bias,
      trainImages: train.count,
      testImages: test.count,
    };
  },
  summary: ({ softmax, ridge }) => `softmax ${percent(softmax.accuracy)}, ridge ${percent(ridge.accuracy)}`,
};

/** The options of the readout that a run measures after its epochs. */
export const readoutOptionsOf = ({ probes }: RunConfig): z.input<typeof options> => ({
  epochs: probes.readoutEpochs,
  learningRate: probes.readoutLearningRate,
  batchSize: probes.readoutBatchSize,
  ...(probes.readoutTrainImages !== undefined && { trainImages: probes.readoutTrainImages }),
});
