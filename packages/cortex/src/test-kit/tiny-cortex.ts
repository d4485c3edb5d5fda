import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { createArea, type Area } from '../area.ts';
import { createCortex, type Cortex } from '../cortex.ts';
import { createRealityMonitor, type RealityMonitor } from '../reality-monitor.ts';
import { streamOf, type AreaName, type CortexShape } from '../shape.ts';

/** The paper's stream at the smallest widths: V1, V2, V4, IT for 32 px, 2, 4 and 8 channels, 4 latents. */
export const tinyShape: CortexShape = {
  imageSidePx: 32,
  imageChannels: 3,
  baseWidth: 2,
  latentSize: 4,
  leakSlope: 0.2,
};

const random = (seed: number, name: string) => createRandomStreams(seed).stream(name);

export interface TinyOptions {
  readonly seed?: number;
  /** Replaces every untrained synapse by N(0, this²): at about 0.3 every objective reaches every synapse. */
  readonly weightDeviation?: number;
}

/** A cortex of `tinyShape`, or of what is given instead of parts of it; the same for the same seed. */
export function tinyCortex(shape: Partial<CortexShape> = {}, { seed = 1, weightDeviation }: TinyOptions = {}): Cortex {
  const cortex = createCortex({ ...tinyShape, ...shape }, random(seed, 'weights'));
  if (weightDeviation === undefined) return cortex;
  const stream = random(seed, 'transmitting weights');
  for (const synapse of cortex.synapses.values()) {
    const values = stream.fillNormal(new Float32Array(synapse.size), weightDeviation);
    tf.tidy(() => synapse.assign(tf.tensor(values, synapse.shape)));
  }
  return cortex;
}

/** One area of the tiny cortex, alone. */
export function tinyArea(name: AreaName, seed = 1): Area {
  const stream = streamOf({ ...tinyShape, imageSidePx: name === 'PIT' ? 64 : 32 });
  return createArea(
    stream.find((area) => area.name === name)!,
    random(seed, name),
  );
}

/** The reality monitor of the tiny cortex, alone: it takes maps of 4 x 4 x 8. */
export const tinyRealityMonitor = (seed = 1): RealityMonitor =>
  createRealityMonitor({ sidePx: 4, channels: tinyShape.baseWidth * 4 }, random(seed, 'realityMonitor'));

/** Activity N(0, 1) for an area to take in: `tinyMaps(area.shape.below)`. @returns [batch, side, side, channels] */
export function tinyMaps(of: { sidePx: number; channels: number }, batch = 3, seed = 1): tf.Tensor4D {
  const { sidePx, channels } = of;
  const values = random(seed, 'maps').fillNormal(new Float32Array(batch * sidePx * sidePx * channels));
  return tf.tensor4d(values, [batch, sidePx, sidePx, channels]);
}

/** Images uniform in [-1, 1). @returns [batch, side, side, channels] */
export function tinyImages(batch = 3, shape: Partial<CortexShape> = {}, seed = 1): tf.Tensor4D {
  const { imageSidePx: side, imageChannels } = { ...tinyShape, ...shape };
  const values = random(seed, 'images').fillUniform(new Float32Array(batch * side * side * imageChannels), -1, 1);
  return tf.tensor4d(values, [batch, side, side, imageChannels]);
}

/** Latents N(0, 1). @returns [batch, latent] */
export function tinyLatents(batch = 3, shape: Partial<CortexShape> = {}, seed = 1): tf.Tensor2D {
  const { latentSize } = { ...tinyShape, ...shape };
  return tf.tensor2d(random(seed, 'latents').fillNormal(new Float32Array(batch * latentSize)), [batch, latentSize]);
}
