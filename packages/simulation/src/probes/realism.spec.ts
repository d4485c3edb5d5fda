import * as tf from '@tensorflow/tfjs';
import { createCortex, type Cortex } from '@oneiros/cortex';
import { createRandomStreams } from '@oneiros/random';
import type { ImageCollection, ImageSet } from '@oneiros/senses';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { resolveConfig } from '../config/resolve-config.ts';
import type { RunConfigInput } from '../config/run-config.ts';
import type { FeatureNetwork, ImagesShape } from './feature-network.ts';
import { createProbeContext } from './probe-context.ts';
import { measure as measureProbe, type ProbeResult } from './registry.ts';
import { realismProbe } from './realism.ts';

type RealismResult = ProbeResult<'realism'>;

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});

const imageSidePx = 8;
const size = imageSidePx * imageSidePx * 3;

/** Images of one grey each, the i-th of value i. */
const greys = (split: ImageSet['split'], count: number): ImageSet => ({
  ...{ name: 'scenes', split, count, height: imageSidePx, width: imageSidePx, channels: 3, classNames: ['a'] },
  pixels: Uint8Array.from({ length: count * size }, (_, i) => Math.floor(i / size)),
  labels: new Uint8Array(count),
});
const images: ImageCollection = { name: 'scenes', train: greys('train', 250), test: greys('test', 4) };

/** A network with two features, the mean of an image and that of its square, which notes what it is shown. */
interface Shown {
  readonly kind: string;
  readonly shape: ImagesShape;
  readonly pixels: Float32Array;
}
function twoFeatures(): FeatureNetwork & { readonly shown: Shown[] } {
  const shown: Shown[] = [];
  return {
    distance: 'FID-768',
    dimension: 2,
    network: 'two features',
    shown,
    featuresOf(pixels, shape, kind) {
      shown.push({ kind, shape, pixels: pixels.slice() });
      return Float32Array.from({ length: 2 * shape[0] }, (_, i) => {
        const image = pixels.subarray((i >> 1) * size, ((i >> 1) + 1) * size);
        return image.reduce((sum, value) => sum + (i % 2 === 0 ? value : value * value) / size, 0);
      });
    },
  };
}

const brains: Cortex[] = [];
afterEach(() => brains.splice(0).forEach((cortex) => cortex.dispose()));

function measure(layer: RunConfigInput = {}, count = 250, network: FeatureNetwork = twoFeatures()): RealismResult {
  const config = resolveConfig({ model: { imageSidePx, baseWidth: 2, latentSize: 4 } }, layer);
  const shape = { imageSidePx, imageChannels: 3, baseWidth: 2, latentSize: 4, leakSlope: 0.2 };
  const cortex = createCortex(shape, createRandomStreams(1).stream('weights'));
  brains.push(cortex);
  const context = createProbeContext({ cortex, images, config, tick: 0, epoch: 0, network });
  const before = tf.memory().numTensors;
  const steps = realismProbe.measure(context, realismProbe.options.parse({ images: count }));
  for (;;) {
    const { done, value } = steps.next();
    expect(tf.memory().numTensors).toBe(before);
    if (done) return realismProbe.result.parse(value);
  }
}

const rem = (recent: number, previous: number, noise: number): RunConfigInput => ({
  replay: { rem: { recent, previous, noise } },
});

describe('the realism of dreams', () => {
  it('says what was measured, in a result that is the same each time', () => {
    const result = measure();
    expect(result).toMatchObject({ n: 250, dimension: 2, network: 'two features', name: 'FID-768' });
    expect(measure()).toEqual(result);
    expect(realismProbe.summary(result)).toMatch(
      /^FID-768 of 250: NREM [\d.]+, REM [\d.]+, images among themselves [\d.e-]+$/,
    );
  });

  it('cannot be told without a network', () => {
    const config = resolveConfig({ model: { imageSidePx, baseWidth: 2, latentSize: 4 } });
    const cortex = createCortex(
      { imageSidePx, imageChannels: 3, baseWidth: 2, latentSize: 4, leakSlope: 0.2 },
      createRandomStreams(1).stream('weights'),
    );
    brains.push(cortex);
    const context = createProbeContext({ cortex, images, config, tick: 0, epoch: 0 });
    expect(() => measureProbe('realism', context)).toThrow(/network of features/);
  });

  it('shows the network every image, then a dream of each kind for every image', () => {
    const network = twoFeatures();
    measure({}, 250, network);
    expect(network.shown.map(({ kind, shape }) => `${kind} ${shape.join('x')}`)).toEqual([
      ...['image 100x8x8x3', 'image 100x8x8x3', 'image 50x8x8x3'],
      ...Array(2).fill(['dream 100x8x8x3', 'dream 100x8x8x3', 'dream 50x8x8x3']).flat(),
    ]);
  });

  it('takes evenly spaced images where it takes fewer than there are', () => {
    const network = twoFeatures();
    expect(measure({}, 125, network).n).toBe(125);
    // Every second one of 250: the second chunk of 100 begins with the 200th.
    expect(network.shown.slice(0, 2).map(({ pixels }) => Math.round((pixels[0]! + 1) * 127.5))).toEqual([0, 200]);
  });

  it('takes all images where it is asked for more', () => {
    expect(measure({}, 10_000).n).toBe(250);
  });

  it('is far for dreams that are all alike, and the distance follows from its definition', () => {
    // An untrained brain dreams nearly the same grey g of everything: (mean x - g)² + (mean x² - g²)² + the variances of
    // both. Greys i / 127.5 - 1, i = 0 ... 249: mean 249 / 255 - 1 = -0.0235, variance (250² - 1) / 12 / 127.5² = 0.3204.
    const { nrem, floor } = measure();
    expect(nrem).toBeGreaterThan(0.3204);
    // Halves of every second image differ in their mean by 1 / 127.5 and in little else.
    expect(floor).toBeLessThan(1e-3);
  });

  it('gives REM the dreams of NREM where REM replays single episodes, whosever they are', () => {
    const dreamsOf = (layer: RunConfigInput) => {
      const network = twoFeatures();
      measure(layer, 100, network);
      const [, nrem, rem] = network.shown.map(({ pixels }) =>
        Array.from({ length: 100 }, (_, i) => pixels.slice(i * size, (i + 1) * size).join()),
      );
      return { nrem: nrem!, rem: rem! };
    };
    const own = dreamsOf(rem(1, 0, 0));
    expect(own.rem).toEqual(own.nrem);
    expect(new Set(own.nrem).size).toBe(100);
    // Each episode of another one, once, and never in its own place.
    const others = dreamsOf(rem(0, 1, 0));
    expect([...others.rem].sort()).toEqual([...own.nrem].sort());
    expect(others.rem.filter((dream, i) => dream === own.nrem[i])).toEqual([]);
  });

  it('mixes in the shares of the run', () => {
    expect(measure(rem(0.25, 0.25, 0.5)).rem).not.toBe(measure(rem(0, 0, 1)).rem);
  });
});
