import type * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** A fused kernel: inputs by name, attributes as the cortex gives them; its outputs are the caller's. */
export type Kernel = (call: {
  inputs: Readonly<Record<string, tf.TensorInfo>>;
  attrs: Readonly<Record<string, unknown>>;
  backend: WebGPUBackend;
}) => tf.TensorInfo | tf.TensorInfo[];

/** Types a kernel's inputs and attributes. */
export const kernel = <Inputs extends string, Attributes = object>(
  run: (call: {
    inputs: Readonly<Record<Inputs, tf.TensorInfo>>;
    attrs: Attributes;
    backend: WebGPUBackend;
  }) => tf.TensorInfo | tf.TensorInfo[],
): Kernel => run as Kernel;

/** Number of elements. */
export const sizeOf = ({ shape }: tf.TensorInfo): number => shape.reduce((product, side) => product * side, 1);
