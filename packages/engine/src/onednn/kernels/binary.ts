import * as tf from '@tensorflow/tfjs';
import { broadcastStrides, mergedLoop } from '../loops.ts';
import { isFloat, kernel, type NativeKernel, type NativeKernels } from '../native-kernel.ts';

interface Pair {
  a: tf.TensorInfo;
  b: tf.TensorInfo;
}

/** The shape of the result and the loop over both operands. */
function broadcast(a: tf.TensorInfo, b: tf.TensorInfo): { shape: number[]; loop: Float64Array } {
  const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
  return { shape, loop: mergedLoop(shape, broadcastStrides(a.shape, shape), broadcastStrides(b.shape, shape)) };
}

const arithmetic = (operation: string): NativeKernel =>
  kernel<Pair>(({ inputs: { a, b }, backend, fallback }) => {
    if (!isFloat(a, b)) return fallback();
    const { shape, loop } = broadcast(a, b);
    const y = backend.output(shape);
    if (y.values.length === 0) return y.info;
    const { native } = backend;
    native.binary(native.binaryOperations[operation]!, loop, backend.floats(a), backend.floats(b), y.values);
    return y.info;
  });

const comparison = (operation: string): NativeKernel =>
  kernel<Pair>(({ inputs: { a, b }, backend, fallback }) => {
    if (!isFloat(a, b)) return fallback();
    const { shape, loop } = broadcast(a, b);
    const y = new Uint8Array(tf.util.sizeFromShape(shape));
    const { native } = backend;
    if (y.length > 0) native.compare(native.comparisons[operation]!, loop, backend.floats(a), backend.floats(b), y);
    return backend.makeTensorInfo(shape, 'bool', y);
  });

/** Operations on two tensors, with broadcasting. */
export const binaryKernels: NativeKernels = {
  Add: arithmetic('add'),
  Sub: arithmetic('subtract'),
  Multiply: arithmetic('multiply'),
  RealDiv: arithmetic('divide'),
  Maximum: arithmetic('maximum'),
  Minimum: arithmetic('minimum'),
  Pow: arithmetic('pow'),
  SquaredDifference: arithmetic('squaredDifference'),

  Equal: comparison('equal'),
  NotEqual: comparison('notEqual'),
  Greater: comparison('greater'),
  GreaterEqual: comparison('greaterEqual'),
  Less: comparison('less'),
  LessEqual: comparison('lessEqual'),

  Select: kernel<{ condition: tf.TensorInfo; t: tf.TensorInfo; e: tf.TensorInfo }>(
    ({ inputs: { condition, t, e }, backend, fallback }) => {
      const mask: unknown = backend.data.get(condition.dataId).values;
      const sameShape = tf.util.arraysEqual(condition.shape, t.shape) && tf.util.arraysEqual(t.shape, e.shape);
      if (!isFloat(t, e) || !sameShape || !(mask instanceof Uint8Array)) return fallback();
      const y = backend.output(t.shape);
      backend.native.select(mask, backend.floats(t), backend.floats(e), y.values);
      return y.info;
    },
  ),

  AddN: ((call) => {
    const { inputs, backend, fallback } = call as unknown as {
      inputs: tf.TensorInfo[];
      backend: Parameters<Parameters<typeof kernel<Pair>>[0]>[0]['backend'];
      fallback: () => tf.TensorInfo;
    };
    if (!isFloat(...inputs)) return fallback();
    const [first, ...rest] = inputs as [tf.TensorInfo, ...tf.TensorInfo[]];
    const sum = backend.output(first.shape);
    sum.values.set(backend.floats(first));
    const { native } = backend;
    for (const term of rest) {
      if (sum.values.length === 0) break;
      native.binary(
        native.binaryOperations['add']!,
        broadcast(first, term).loop,
        sum.values,
        backend.floats(term),
        sum.values,
      );
    }
    return sum.info;
  }) as NativeKernel,
};
