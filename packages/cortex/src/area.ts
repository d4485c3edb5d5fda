import * as tf from '@tensorflow/tfjs';
import { annotationOf, type Annotation } from '@oneiros/atlas';
import type { RandomStream } from '@oneiros/random';
import { convolutionBiasActivation } from './kernels/convolution-bias-activation.ts';
import type { ActivationAttributes } from './kernels/activation.ts';
import type { StackPlace } from './kernels/stack-place.ts';
import { transposedConvolutionBiasActivation } from './kernels/transposed-convolution-bias-activation.ts';
import type { AreaName, AreaShape } from './shape.ts';
import { growPathway, namePathway, type Pathway } from './synapses.ts';

/** One cortical area. It owns both directions of its synapses: with the area below, up (feedforward) and down (feedback). */
export interface Area {
  readonly name: AreaName;
  readonly shape: AreaShape;
  readonly annotation: Annotation;
  readonly feedforward: Pathway;
  readonly feedback: Pathway;
  /** The transfer functions of `ascend` and `descend`. */
  readonly transfer: { readonly feedforward: ActivationAttributes; readonly feedback: ActivationAttributes };
  /** `V1.feedforward.weight`, `V1.feedforward.bias`, `V1.feedback.weight`, `V1.feedback.bias`. */
  readonly synapses: ReadonlyMap<string, tf.Variable>;
  /**
   * Feedforward: f(x * W + b), LeakyReLU; linear in IT.
   * @param input [batch, side, side, channels] of the area below, or the image
   * @param place only where a stack of areas learns as one @returns the area's map; caller disposes
   */
  ascend(input: tf.Tensor4D, place?: StackPlace): tf.Tensor4D;
  /**
   * Feedback: f(a ⊛ᵀ W + b), LeakyReLU; tanh in the lowest area, which draws the image.
   * @param activity [batch, side, side, channels] of this area
   * @param place only where a stack of areas learns as one @returns the map of the area below; caller disposes
   */
  descend(activity: tf.Tensor4D, place?: StackPlace): tf.Tensor4D;
  dispose(): void;
}

/** @param random draws feedforward weight, bias, then feedback weight, bias */
export function createArea(shape: AreaShape, random: RandomStream): Area {
  const { name, below, above, isLowest, isHighest, leakSlope: slope, kernelSidePx } = shape;
  const feedforward = growPathway([below.channels, above.channels], kernelSidePx, false, random);
  const feedback = growPathway([below.channels, above.channels], kernelSidePx, true, random);
  const synapses = new Map([
    ...namePathway(`${name}.feedforward`, feedforward),
    ...namePathway(`${name}.feedback`, feedback),
  ]);
  const window = { strides: 2, pad: isHighest ? 0 : 1 } as const;
  const transfer: Area['transfer'] = {
    feedforward: { activation: isHighest ? 'linear' : 'leakyRelu', slope },
    feedback: { activation: isLowest ? 'tanh' : 'leakyRelu', slope },
  };
  return {
    name,
    shape,
    annotation: annotationOf(name),
    feedforward,
    feedback,
    transfer,
    synapses,
    ascend: (input, place) =>
      convolutionBiasActivation(input, feedforward.weight, feedforward.bias, {
        ...window,
        ...transfer.feedforward,
        ...place,
      }),
    descend: (activity, place) =>
      transposedConvolutionBiasActivation(activity, feedback.weight, feedback.bias, {
        ...window,
        strides: isHighest ? 1 : 2,
        ...transfer.feedback,
        ...place,
        outputShape: [activity.shape[0], below.sidePx, below.sidePx, below.channels],
      }),
    dispose: () => synapses.forEach((synapse) => synapse.dispose()),
  };
}
