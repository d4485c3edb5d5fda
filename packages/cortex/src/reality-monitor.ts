import * as tf from '@tensorflow/tfjs';
import { annotationOf, type Annotation } from '@oneiros/atlas';
import type { RandomStream } from '@oneiros/random';
import { convolutionBiasActivation } from './kernels/convolution-bias-activation.ts';
import type { StackPlace } from './kernels/stack-place.ts';
import type { AreaShape } from './shape.ts';
import { growPathway, namePathway, type Pathway } from './synapses.ts';

/** Judges from the highest retinotopic map whether what is seen comes from outside (d -> 1) or from within (d -> 0). */
export interface RealityMonitor {
  /** Lesioned: d = ½ for everything, whatever its synapses are; no error comes from it and it learns nothing. */
  readonly isSilent: boolean;
  readonly annotation: Annotation;
  readonly feedforward: Pathway;
  /** `realityMonitor.feedforward.weight` [side, side, channels, 1], `realityMonitor.feedforward.bias` [1]. */
  readonly synapses: ReadonlyMap<string, tf.Variable>;
  /**
   * @param map [batch, side, side, channels] of the highest retinotopic area, V4
   * @param place only where a stack of areas learns as one @returns logit of d, [batch]; caller disposes
   */
  judge(map: tf.Tensor4D, place?: Pick<StackPlace, 'below'>): tf.Tensor1D;
  dispose(): void;
}

/** @param below the map that it takes in whole, 4 x 4 x 4nf in the paper's network @param isSilent see `RealityMonitor` */
export function createRealityMonitor(
  below: AreaShape['below'],
  random: RandomStream,
  isSilent = false,
): RealityMonitor {
  const feedforward = growPathway([below.channels, 1], below.sidePx, false, random);
  const synapses = new Map(namePathway('realityMonitor.feedforward', feedforward));
  return {
    isSilent,
    annotation: annotationOf('realityMonitor'),
    feedforward,
    synapses,
    judge: (map, place) =>
      tf.tidy(() => {
        if (isSilent) return tf.zeros<tf.Rank.R1>([map.shape[0]]); // ln d/(1 - d) of d = ½
        const logit = convolutionBiasActivation(map, feedforward.weight, feedforward.bias, {
          strides: 2,
          pad: 0,
          activation: 'linear',
          slope: 1,
          ...place,
        }); // [batch, 1, 1, 1]
        return tf.reshape(logit, [-1]);
      }),
    dispose: () => synapses.forEach((synapse) => synapse.dispose()),
  };
}
