import * as tf from '@tensorflow/tfjs';
import { contiguousStrides, mergedLoop } from '../loops.ts';
import { isFloat, kernel, reshaped, type NativeCall, type NativeKernels } from '../native-kernel.ts';
import type { OnednnBackend } from '../onednn-backend.ts';

/** A new tensor whose dimension d is dimension permutation[d] of x. */
export function transposed(backend: OnednnBackend, x: tf.TensorInfo, permutation: readonly number[]): tf.TensorInfo {
  const shape = permutation.map((d) => x.shape[d]!);
  const strides = contiguousStrides(x.shape);
  const y = backend.output(shape);
  const loop = mergedLoop(shape, permutation.map((d) => strides[d]!), contiguousStrides(shape)); // prettier-ignore
  if (y.values.length > 0) backend.native.copyStrided(loop, backend.floats(x), 0, y.values, 0);
  return y.info;
}

/** A new tensor with the block of x that starts at `begin`. */
function sliced(
  backend: OnednnBackend,
  x: tf.TensorInfo,
  begin: readonly number[],
  size: readonly number[],
): tf.TensorInfo {
  const strides = contiguousStrides(x.shape);
  const start = begin.reduce((sum, at, d) => sum + at * strides[d]!, 0);
  const y = backend.output(size);
  const loop = mergedLoop(size, strides, contiguousStrides(size));
  if (y.values.length > 0) backend.native.copyStrided(loop, backend.floats(x), start, y.values, 0);
  return y.info;
}

/** Blocks of x along one axis, one after another. */
function split(backend: OnednnBackend, x: tf.TensorInfo, axis: number, sizes: readonly number[]): tf.TensorInfo[] {
  let at = 0;
  return sizes.map((length) => {
    const begin = x.shape.map((_, d) => (d === axis ? at : 0));
    at += length;
    return sliced(backend, x, begin, x.shape.map((size, d) => (d === axis ? length : size))); // prettier-ignore
  });
}

/** Tensors side by side along one axis. */
function joined(backend: OnednnBackend, parts: readonly tf.TensorInfo[], axis: number): tf.TensorInfo {
  const shape = tf.backend_util.computeOutShape(parts.map((part) => part.shape), axis); // prettier-ignore
  const y = backend.output(shape);
  const strides = contiguousStrides(shape);
  let at = 0;
  for (const part of parts) {
    const loop = mergedLoop(part.shape, contiguousStrides(part.shape), strides);
    if (!part.shape.includes(0))
      backend.native.copyStrided(loop, backend.floats(part), 0, y.values, at * strides[axis]!);
    at += part.shape[axis]!;
  }
  return y.info;
}

const insertAxis = (shape: readonly number[], axis: number): number[] => [
  ...shape.slice(0, axis),
  1,
  ...shape.slice(axis),
];

/** Kernels whose inputs are a list of tensors receive them as one. */
const listOf = (call: NativeCall<unknown, unknown>): tf.TensorInfo[] => call.inputs as tf.TensorInfo[];

const constant = (value: number) =>
  kernel<{ x: tf.TensorInfo }>(({ inputs: { x }, backend, fallback }) => {
    if (!isFloat(x)) return fallback();
    const y = backend.output(x.shape);
    backend.native.fill(y.values, value);
    return y.info;
  });

/** Kernels that only place values elsewhere. */
export const movementKernels: NativeKernels = {
  Transpose: kernel<{ x: tf.TensorInfo }, { perm: number[] }>(({ inputs: { x }, attrs, backend, fallback }) =>
    isFloat(x) ? transposed(backend, x, attrs.perm) : fallback(),
  ),

  Slice: kernel<{ x: tf.TensorInfo }, { begin: number | number[]; size: number | number[] }>(
    ({ inputs: { x }, attrs, backend, fallback }) => {
      if (!isFloat(x)) return fallback();
      const [begin, size] = tf.slice_util.parseSliceParams(x, attrs.begin, attrs.size);
      tf.slice_util.assertParamsValid(x, begin!, size!);
      return sliced(backend, x, begin!, size!);
    },
  ),

  SplitV: kernel<{ x: tf.TensorInfo }, { numOrSizeSplits: number | number[]; axis: number }>(
    ({ inputs: { x }, attrs, backend, fallback }) => {
      if (!isFloat(x)) return fallback();
      const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
      return split(backend, x, axis, tf.backend_util.prepareSplitSize(x as tf.Tensor, attrs.numOrSizeSplits, axis));
    },
  ),

  Unpack: kernel<{ value: tf.TensorInfo }, { axis: number }>(({ inputs: { value }, attrs, backend, fallback }) => {
    if (!isFloat(value)) return fallback();
    const axis = tf.util.parseAxisParam(attrs.axis, value.shape)[0]!;
    const shape = value.shape.filter((_, d) => d !== axis);
    return split(backend, value, axis, new Array<number>(value.shape[axis]!).fill(1)).map((part) => ({
      ...part,
      shape,
    }));
  }),

  Concat: kernel<unknown, { axis: number }>((call) => {
    const parts = listOf(call);
    const axis = tf.util.parseAxisParam(call.attrs.axis, parts[0]!.shape)[0]!;
    tf.backend_util.assertParamsConsistent(parts.map(({ shape }) => shape), axis); // prettier-ignore
    return isFloat(...parts) ? joined(call.backend, parts, axis) : call.fallback();
  }),

  Pack: kernel<unknown, { axis: number }>((call) => {
    const parts = listOf(call);
    const [first] = parts as [tf.TensorInfo];
    const sameShape = parts.every(({ shape }) => tf.util.arraysEqual(shape, first.shape));
    if (!isFloat(...parts) || !sameShape) return call.fallback();
    const axis = call.attrs.axis < 0 ? call.attrs.axis + first.shape.length + 1 : call.attrs.axis;
    const shape = insertAxis(first.shape, axis);
    return joined(call.backend, parts.map((part) => ({ ...part, shape })), axis); // prettier-ignore
  }),

  Tile: kernel<{ x: tf.TensorInfo }, { reps: number[] }>(({ inputs: { x }, attrs: { reps }, backend, fallback }) => {
    if (!isFloat(x) || 2 * x.shape.length > 8) return fallback();
    // Each dimension becomes [repeats, size], where the repeats read the same values again.
    const strides = contiguousStrides(x.shape);
    const sizes = x.shape.flatMap((size, d) => [reps[d]!, size]);
    const y = backend.output(x.shape.map((size, d) => size * reps[d]!));
    const loop = mergedLoop(sizes, x.shape.flatMap((_, d) => [0, strides[d]!]), contiguousStrides(sizes)); // prettier-ignore
    if (y.values.length > 0) backend.native.copyStrided(loop, backend.floats(x), 0, y.values, 0);
    return y.info;
  }),

  PadV2: kernel<{ x: tf.TensorInfo }, { paddings: [number, number][]; constantValue: number }>(
    ({ inputs: { x }, attrs: { paddings, constantValue }, backend, fallback }) => {
      if (!isFloat(x)) return fallback();
      const shape = x.shape.map((size, d) => paddings[d]![0] + size + paddings[d]![1]);
      const y = backend.output(shape);
      const strides = contiguousStrides(shape);
      const start = paddings.reduce((sum, [before], d) => sum + before * strides[d]!, 0);
      backend.native.fill(y.values, constantValue);
      const loop = mergedLoop(x.shape, contiguousStrides(x.shape), strides);
      if (!x.shape.includes(0)) backend.native.copyStrided(loop, backend.floats(x), 0, y.values, start);
      return y.info;
    },
  ),

  Reverse: kernel<{ x: tf.TensorInfo }, { dims: number[] }>(({ inputs: { x }, attrs: { dims }, backend, fallback }) => {
    if (!isFloat(x) || x.shape.length === 0 || x.shape.includes(0)) return fallback();
    const axes = tf.util.parseAxisParam(dims, x.shape);
    const strides = contiguousStrides(x.shape);
    const start = axes.reduce((sum, d) => sum + (x.shape[d]! - 1) * strides[d]!, 0);
    const y = backend.output(x.shape);
    const backwards = strides.map((step, d) => (axes.includes(d) ? -step : step));
    backend.native.copyStrided(mergedLoop(x.shape, backwards, strides), backend.floats(x), start, y.values, 0);
    return y.info;
  }),

  GatherV2: kernel<{ x: tf.TensorInfo; indices: tf.TensorInfo }, { axis: number; batchDims?: number }>(
    ({ inputs: { x, indices }, attrs, backend, fallback }) => {
      const places: unknown = backend.data.get(indices.dataId).values;
      if (!isFloat(x) || (attrs.batchDims ?? 0) !== 0 || !(places instanceof Int32Array)) return fallback();
      const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
      const info = tf.backend_util.segment_util.collectGatherOpShapeInfo(x as tf.Tensor, indices as tf.Tensor, axis, 0);
      const y = backend.output(info.outputShape);
      backend.native.gatherRows(
        backend.floats(x), places, y.values, info.outerSize, info.dimSize, places.length, info.sliceSize,
      ); // prettier-ignore
      return y.info;
    },
  ),

  Fill: kernel<unknown, { shape: number[]; value: number | string; dtype?: tf.DataType }>(
    ({ attrs: { shape, value, dtype }, backend, fallback }) => {
      if ((dtype ?? tf.util.inferDtype(value)) !== 'float32') return fallback();
      const y = backend.output(shape);
      backend.native.fill(y.values, value as number);
      return y.info;
    },
  ),

  /** Pooling casts what it gives to the type that it has. */
  Cast: kernel<{ x: tf.TensorInfo }, { dtype: tf.DataType }>(
    ({ inputs: { x }, attrs: { dtype }, backend, fallback }) =>
      isFloat(x) && dtype === 'float32' ? reshaped(backend, x, x.shape) : fallback(),
  ),

  ZerosLike: constant(0),
  OnesLike: constant(1),
};
