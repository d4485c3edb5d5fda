import { trainReadout, type Readout } from '@oneiros/metrics';
import { z } from 'zod';
import { encodeSplit } from './encode-images.ts';
import type { ProbeContext } from './probe-context.ts';
import type { Steps } from './steps.ts';

const count = z.int().min(1);

/** Training of the paper's readout; the defaults are the paper's. */
export const cleanReadoutOptions = z.strictObject({
  bias: z.boolean().default(true).describe('y = W z + b, as the published code; false: y = W z, as the paper writes.'),
  epochs: count.default(20).describe('Passes over the latents of the training images.'),
  learningRate: z.number().positive().default(0.2).describe('Step size of plain gradient descent.'),
  batchSize: count.default(64).describe('Latents in a mini-batch.'),
  trainImages: count.optional().describe('So many training images, the first ones; all unless given.'),
});

/**
 * The paper's readout of z, trained on unperturbed training images; the same options give one readout for all probes of a
 * moment. It draws from the stream `readout` of the tick that was lived last, as the readouts inside the loop do.
 *
 * @source Deperrois et al. 2022, Methods, "Training of linear readout"
 */
export function trainCleanReadout(
  context: ProbeContext,
  options: z.output<typeof cleanReadoutOptions>,
): Steps<Readout> {
  return context.once(`readout ${JSON.stringify(options)}`, function* () {
    const { trainImages, ...training } = options;
    const { latents, labels } = yield* encodeSplit(context, 'train', trainImages);
    yield 'training the readout';
    const { streams, tick, images } = context;
    const random = tick === 0 ? streams.stream('readout.before') : streams.stream('readout', tick - 1);
    return trainReadout({ latents, labels, classes: images.train.classNames.length, random, ...training });
  });
}
