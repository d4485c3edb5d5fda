import * as tf from '@tensorflow/tfjs';
import type { OnednnBackend } from './onednn-backend.ts';

/** One call of a kernel. `fallback` runs tfjs's own JavaScript kernel for what the native one does not cover. */
export interface NativeCall<Inputs = Record<string, tf.TensorInfo>, Attributes = Record<string, unknown>> {
  inputs: Inputs;
  attrs: Attributes;
  backend: OnednnBackend;
  fallback(): tf.TensorInfo | tf.TensorInfo[];
}

export type NativeKernel = (call: NativeCall<never, never>) => tf.TensorInfo | tf.TensorInfo[];

/** Kernels by tfjs's name for them. */
export type NativeKernels = Readonly<Record<string, NativeKernel>>;

/** Types the inputs and attributes of a kernel, which tfjs passes untyped. */
export const kernel = <Inputs, Attributes = object>(
  run: (call: NativeCall<Inputs, Attributes>) => tf.TensorInfo | tf.TensorInfo[],
): NativeKernel => run as NativeKernel;

export const isFloat = (...tensors: readonly tf.TensorInfo[]): boolean =>
  tensors.every(({ dtype }) => dtype === 'float32');

/** The same data under another shape: one owner more, nothing copied. */
export function reshaped(backend: OnednnBackend, x: tf.TensorInfo, shape: readonly number[]): tf.TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: [...shape], dtype: x.dtype };
}
