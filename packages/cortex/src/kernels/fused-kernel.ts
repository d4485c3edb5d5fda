import * as tf from '@tensorflow/tfjs';

/** Whether the current back end carries the fused kernel; where it does not, ordinary operations compose the same function. */
export const isFused = (kernelName: string): boolean => tf.getKernel(kernelName, tf.getBackend()) != null;

/** Runs a fused kernel with one output; its gradient is the one registered under the same name. */
export const runFused = <Output extends tf.Tensor>(
  kernelName: string,
  inputs: object,
  attributes: object = {},
): Output => tf.engine().runKernel(kernelName, inputs as tf.NamedTensorMap, attributes as tf.NamedAttrMap) as Output;

/** Runs a fused kernel with several outputs. */
export const runFusedList = (kernelName: string, inputs: object, attributes: object = {}): tf.Tensor[] =>
  tf.engine().runKernel(kernelName, inputs as tf.NamedTensorMap, attributes as tf.NamedAttrMap) as tf.Tensor[];
