import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@oneiros/random';
import { createArea, type Area } from './area.ts';
import { expectImage, expectLatent } from './expect-shape.ts';
import { createRealityMonitor, type RealityMonitor } from './reality-monitor.ts';
import { streamOf, type CortexShape } from './shape.ts';
import { ascendRetinotopic, ascendToLatent, descendToImage, highestOf } from './ventral-stream.ts';

/** The ventral stream with its reality monitor. Every tensor that a method returns is the caller's to dispose. */
export interface Cortex {
  readonly shape: CortexShape;
  /** From the lowest to IT; V1, V2, V4, IT for 32 px. */
  readonly areas: readonly Area[];
  readonly realityMonitor: RealityMonitor;
  /** Every synapse by its name, in a fixed order. Values change in place: copy what you want to keep. */
  readonly synapses: ReadonlyMap<string, tf.Variable>;
  /** E. @param image [batch, side, side, channels], float32 in [-1, 1]; not disposed @returns z, [batch, latent] */
  encode(image: tf.Tensor4D): tf.Tensor2D;
  /** @param image as for `encode` @returns the logit of d, [batch]; positive: judged external */
  judge(image: tf.Tensor4D): tf.Tensor1D;
  /** Both at once, sharing the retinotopic areas. */
  perceive(image: tf.Tensor4D): { latent: tf.Tensor2D; realityLogit: tf.Tensor1D };
  /** Feedforward activity of every area: maps [batch, side, side, channels] by name, IT's code [batch, latent]. */
  activities(image: tf.Tensor4D): Record<string, tf.Tensor>;
  /** G. @param latent [batch, latent]; not disposed @returns [batch, side, side, channels] in [-1, 1] */
  dream(latent: tf.Tensor2D): tf.Tensor4D;
  /**
   * Feedback activity of every area on the way down from z, shaped as `activities` of the same areas: IT's is z itself.
   * @param latent [batch, latent]; not disposed
   */
  feedbackActivities(latent: tf.Tensor2D): Record<string, tf.Tensor>;
  dispose(): void;
}

/** What of a cortex does not work. */
export interface CortexLesions {
  /** The reality monitor is silent: it judges everything alike and learns nothing. */
  readonly realityMonitor?: boolean;
}

/**
 * An untrained cortex. A lesioned one has the same synapses, so that it can take over those of an intact brain.
 * @param random draws the synapses area by area from V1 to IT, then the monitor's: the stream `weights` at tick 0
 * @throws ShapeMismatchError where no stream exists for the shape
 */
export function createCortex(shape: CortexShape, random: RandomStream, lesions: CortexLesions = {}): Cortex {
  const areas = streamOf(shape).map((areaShape) => createArea(areaShape, random));
  const realityMonitor = createRealityMonitor(highestOf(areas).shape.below, random, lesions.realityMonitor);
  const synapses = new Map([...areas.flatMap((area) => [...area.synapses]), ...realityMonitor.synapses]);
  return {
    shape,
    areas,
    realityMonitor,
    synapses,
    encode: (image) => tf.tidy(() => ascendToLatent(areas, ascendRetinotopic(areas, expectImage(shape, image)))),
    judge: (image) =>
      tf.tidy(() => {
        const { map, below } = ascendRetinotopic(areas, expectImage(shape, image));
        return realityMonitor.judge(map, { below });
      }),
    perceive: (image) =>
      tf.tidy(() => {
        const retinotopic = ascendRetinotopic(areas, expectImage(shape, image));
        const { map, below } = retinotopic;
        return { latent: ascendToLatent(areas, retinotopic), realityLogit: realityMonitor.judge(map, { below }) };
      }),
    activities: (image) =>
      tf.tidy(() => {
        const maps: Record<string, tf.Tensor> = {};
        let map = expectImage(shape, image);
        for (const area of areas) maps[area.name] = map = area.ascend(map);
        return { ...maps, IT: tf.reshape(map, [-1, shape.latentSize]) };
      }),
    dream: (latent) => descendToImage(areas, expectLatent(shape, latent)),
    feedbackActivities: (latent) =>
      tf.tidy(() => {
        const maps: Record<string, tf.Tensor> = { IT: tf.clone(expectLatent(shape, latent)) };
        let map: tf.Tensor4D = tf.reshape(latent, [-1, 1, 1, shape.latentSize]);
        for (let i = areas.length - 1; i > 0; i--) maps[areas[i - 1]!.name] = map = areas[i]!.descend(map);
        return maps;
      }),
    dispose: () => synapses.forEach((synapse) => synapse.dispose()),
  };
}
