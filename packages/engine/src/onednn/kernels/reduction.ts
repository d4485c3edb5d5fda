import * as tf from '@tensorflow/tfjs';
import { isFloat, kernel, type NativeKernel, type NativeKernels } from '../native-kernel.ts';
import type { OnednnBackend } from '../onednn-backend.ts';
import { transposed } from './movement.ts';

/** [outer, reduced, inner] around one run of axes, or undefined where the axes are not neighbours. */
function around(shape: readonly number[], axes: readonly number[]): [number, number, number] | undefined {
  const first = axes[0] ?? shape.length;
  if (axes.some((axis, i) => axis !== first + i)) return undefined;
  const size = (from: number, to: number): number => tf.util.sizeFromShape(shape.slice(from, to) as number[]);
  return [size(0, first), size(first, first + axes.length), size(first + axes.length, shape.length)];
}

function reduced(backend: OnednnBackend, operation: string, x: tf.TensorInfo, axes: number[], keepDims: boolean) {
  const { native } = backend;
  const [reducedShape] = tf.backend_util.computeOutAndReduceShapes(x.shape, axes);
  const y = backend.output(keepDims ? tf.backend_util.expandShapeToKeepDim(reducedShape, axes) : reducedShape);
  const code = native.reductions[operation]!;
  const sizes = around(x.shape, axes);
  if (sizes) {
    native.reduce(code, backend.floats(x), y.values, ...sizes);
    return y.info;
  }
  // Scattered axes go last first, in their order.
  const kept = x.shape.map((_, d) => d).filter((d) => !axes.includes(d));
  const arranged = transposed(backend, x, [...kept, ...axes]);
  native.reduce(
    code,
    backend.floats(arranged),
    y.values,
    y.values.length,
    tf.util.sizeFromShape(axes.map((d) => x.shape[d]!)),
    1,
  );
  backend.disposeIntermediateTensorInfo(arranged);
  return y.info;
}

const reduction = (operation: string, axisName = 'axis'): NativeKernel =>
  kernel<{ x: tf.TensorInfo }, Record<string, number | number[]> & { keepDims: boolean }>(
    ({ inputs: { x }, attrs, backend, fallback }) => {
      if (!isFloat(x)) return fallback();
      const axes = tf.util.parseAxisParam(attrs[axisName]!, x.shape).sort((l, r) => l - r);
      return reduced(backend, operation, x, axes, attrs.keepDims);
    },
  );

const argument = (largest: boolean): NativeKernel =>
  kernel<{ x: tf.TensorInfo }, { axis: number | number[] }>(({ inputs: { x }, attrs, backend, fallback }) => {
    const [axis] = tf.util.parseAxisParam(attrs.axis, x.shape);
    const last = x.shape.length - 1;
    if (!isFloat(x) || last < 0 || x.shape.includes(0)) return fallback();
    const kept = x.shape.map((_, d) => d).filter((d) => d !== axis);
    const rowsLast = axis === last ? x : transposed(backend, x, [...kept, axis!]);
    const y = new Int32Array(tf.util.sizeFromShape(kept.map((d) => x.shape[d]!)));
    backend.native.argExtreme(largest, backend.floats(rowsLast), y, y.length, x.shape[axis!]!);
    if (rowsLast !== x) backend.disposeIntermediateTensorInfo(rowsLast);
    return backend.makeTensorInfo(
      kept.map((d) => x.shape[d]!),
      'int32',
      y,
    );
  });

/** Sums, means and extremes along axes. */
export const reductionKernels: NativeKernels = {
  Max: reduction('maximum', 'reductionIndices'),
  Mean: reduction('mean'),
  Min: reduction('minimum'),
  Prod: reduction('product'),
  Sum: reduction('sum'),
  ArgMax: argument(true),
  ArgMin: argument(false),
};
