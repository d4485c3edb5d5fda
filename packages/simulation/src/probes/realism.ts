import * as tf from '@tensorflow/tfjs';
import { recombine } from '@oneiros/hippocampus';
import { createGaussian, frechetDistance, type GaussianAccumulator } from '@oneiros/metrics';
import type { RandomStreams } from '@oneiros/random';
import { batchOf } from '@oneiros/senses';
import { z } from 'zod';
import { NetworkNeededError } from '../errors.ts';
import type { FeatureNetwork } from './feature-network.ts';
import type { ProbeOf } from './probe.ts';
import { valuesOf } from '../values-of.ts';
import type { Steps } from './steps.ts';

/** Images that are shown to the network at once; 100 of them are what an interrupt may cost. */
const CHUNK = 100;

const options = z.strictObject({
  images: z
    .int()
    .min(4)
    .default(10_000)
    .describe('Training images, evenly spaced over the set, and as many dreams of each kind; at most all there are.'),
});

const distance = z.number().describe('Fréchet distance to the training images; 0 where they cannot be told apart.');

const result = z.strictObject({
  nrem: distance.describe('Of NREM dreams, G(z) of one stored latent each, not occluded.'),
  rem: distance.describe("Of REM dreams, G(z') of two stored latents and noise each, in the run's shares."),
  floor: distance.describe(
    'Of one half of the training images to the other: what few images alone make of a distance of 0, the more the fewer they are.',
  ),
  n: z.int().describe('Training images, and dreams of each kind.'),
  dimension: z.int().describe('Features of an image.'),
  network: z.string().describe('The network that gave the features.'),
  name: z
    .enum(['FID-768', 'FID'])
    .describe('What the distance is called; FID-768 is not comparable with a published FID.'),
});

/**
 * How real dreams look: the Fréchet distance between what a network sees in dreams and what it sees in the images that were
 * learned from. Dreams are of the same images: NREM's of the latent z of each, REM's of each mixed with that of another one.
 *
 * @source Deperrois et al. 2022, Methods, "Fréchet inception distance"; Heusel et al. 2017
 */
export const realismProbe: ProbeOf<typeof options, typeof result> & { readonly needsNetwork: true } = {
  options,
  result,
  needsNetwork: true,
  *measure({ cortex, images: { train }, config, streams, network: given }, { images }) {
    if (given === undefined) throw new NetworkNeededError();
    const network: FeatureNetwork = given;
    const n = Math.min(images, train.count);
    const shapeOf = (count: number): [number, number, number, number] => [
      count,
      train.height,
      train.width,
      train.channels,
    ];
    const { latentSize } = cortex.shape;
    const latents = new Float32Array(n * latentSize);

    const halves = [createGaussian(network.dimension), createGaussian(network.dimension)] as const;
    for (const { from, count } of chunksOf(n)) {
      yield `features of training images, ${from} of ${n}`;
      // Evenly spaced: some sets are sorted by class.
      const indices = Uint32Array.from({ length: count }, (_, i) => Math.floor(((from + i) * train.count) / n));
      const pixels = batchOf(train, indices);
      const seen = valuesOf(() => cortex.encode(tf.tensor4d(pixels, shapeOf(count))));
      latents.set(seen, from * latentSize);
      const features = network.featuresOf(pixels, shapeOf(count), 'image');
      addByTurns(halves, features, network.dimension);
    }

    const latentsAt = (places: Uint32Array): tf.Tensor2D => {
      const chosen = new Float32Array(places.length * latentSize);
      places.forEach((at, i) => chosen.set(latents.subarray(at * latentSize, (at + 1) * latentSize), i * latentSize));
      return tf.tensor2d(chosen, [places.length, latentSize]);
    };
    const others = partnersOf(n, streams);
    const noise = streams.stream('realism.noise');
    const nrem = yield* dreamsOf('NREM', (places) => latentsAt(places));
    const rem = yield* dreamsOf('REM', (places) =>
      recombine({
        recent: latentsAt(places),
        previous: latentsAt(others.subarray(places[0]!, places[0]! + places.length)),
        noise: tf.tensor2d(noise.fillNormal(new Float32Array(places.length * latentSize)), [places.length, latentSize]),
        weights: config.replay.rem,
      }),
    );

    yield 'distance of one half of the training images to the other';
    const floor = frechetDistance(halves[0].finish(), halves[1].finish());
    halves[0].merge(halves[1]);
    const real = halves[0].finish();
    yield 'distance of NREM dreams';
    const ofNrem = frechetDistance(nrem.finish(), real);
    yield 'distance of REM dreams';
    return {
      nrem: ofNrem,
      rem: frechetDistance(rem.finish(), real),
      floor,
      n,
      dimension: network.dimension,
      network: network.network,
      name: network.distance,
    };

    /** @param latentOf z or z' [places, latent] of the dreams at some places */
    function* dreamsOf(stage: string, latentOf: (places: Uint32Array) => tf.Tensor2D): Steps<GaussianAccumulator> {
      const gaussian = createGaussian(network.dimension);
      for (const { from, count } of chunksOf(n)) {
        yield `features of ${stage} dreams, ${from} of ${n}`;
        const places = Uint32Array.from({ length: count }, (_, i) => from + i);
        const dreams = valuesOf(() => cortex.dream(latentOf(places)));
        gaussian.add(network.featuresOf(dreams, shapeOf(count), 'dream'));
      }
      return gaussian;
    }
  },
  summary: ({ nrem, rem, floor, n, name }) =>
    `${name} of ${n}: NREM ${nrem.toPrecision(4)}, REM ${rem.toPrecision(4)}, images among themselves ${floor.toPrecision(4)}`,
};

function chunksOf(n: number): { from: number; count: number }[] {
  return Array.from({ length: Math.ceil(n / CHUNK) }, (_, k) => ({
    from: k * CHUNK,
    count: Math.min(CHUNK, n - k * CHUNK),
  }));
}

/** Every second image belongs to the second half. A chunk begins at an even place. */
function addByTurns(halves: readonly GaussianAccumulator[], features: Float32Array, size: number): void {
  const samples = features.length / size;
  halves.forEach((half, k) => {
    for (let i = k; i < samples; i += halves.length) half.add(features.subarray(i * size, (i + 1) * size));
  });
}

/** For each place another one, all along one random circle, so that none is its own. */
function partnersOf(n: number, streams: RandomStreams): Uint32Array {
  const circle = streams.stream('realism.partners').permutation(n);
  const partners = new Uint32Array(n);
  circle.forEach((place, k) => (partners[place] = circle[(k + 1) % n]!));
  return partners;
}
