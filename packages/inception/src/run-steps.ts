import * as tf from '@tensorflow/tfjs';
import type { ConvolutionWeights } from './network-tensors.ts';
import type { Convolution, Pool, Step } from './steps.ts';

type Weights = ReadonlyMap<string, ConvolutionWeights>;

/**
 * What a map becomes after some steps of a network. Every map between is disposed of as soon as it is used up: those of the
 * stem are the largest by far.
 *
 * @param x [batch, height, width, channels]; not disposed
 * @returns a new tensor
 */
export function runSteps(steps: readonly Step[], x: tf.Tensor4D, weights: Weights): tf.Tensor4D {
  let map = x;
  for (const step of steps) {
    const next = runStep(step, map, weights);
    if (map !== x) map.dispose();
    map = next;
  }
  return map === x ? tf.clone(x) : map;
}

function runStep(step: Step, x: tf.Tensor4D, weights: Weights): tf.Tensor4D {
  switch (step.kind) {
    case 'convolution':
      return convolve(step, x, weights);
    case 'pool':
      return pooled(step, x);
    case 'fork': {
      const parts = step.branches.map((branch) => runSteps(branch, x, weights));
      const joined = tf.concat(parts, 3);
      tf.dispose(parts);
      return joined;
    }
    default:
      return step satisfies never;
  }
}

/** relu(w * x + b) */
function convolve({ name, stride, padding }: Convolution, x: tf.Tensor4D, weights: Weights): tf.Tensor4D {
  const { filter, bias } = weights.get(name)!;
  return tf.fused.conv2d({ x, filter, bias, strides: stride, pad: padding, activation: 'relu' });
}

/** Moving by 1, the part of a window that lies outside the map counts neither for the mean nor for the maximum. */
function pooled({ of, stride }: Pool, x: tf.Tensor4D): tf.Tensor4D {
  const padding = stride === 2 ? 'valid' : 'same';
  return of === 'max' ? tf.maxPool(x, 3, stride, padding) : tf.avgPool(x, 3, stride, padding);
}
