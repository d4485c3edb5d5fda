import * as tf from '@tensorflow/tfjs';
import { isFloat, kernel, type NativeCall, type NativeKernels } from '../native-kernel.ts';

interface ProductInputs {
  a: tf.TensorInfo;
  b: tf.TensorInfo;
}

interface ProductAttributes {
  transposeA: boolean;
  transposeB: boolean;
}

/** a' b' over the last two dimensions, the ones before them repeated where one of the tensors has a single matrix. */
function batchedProduct({ inputs: { a, b }, attrs, backend, fallback }: NativeCall<ProductInputs, ProductAttributes>) {
  if (!isFloat(a, b)) return fallback();
  const { transposeA, transposeB } = attrs;
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const [rows, inner] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const [innerB, columns] = transposeB ? [columnsB, rowsB] : [rowsB, columnsB];
  const batchA = a.shape.slice(0, -2);
  const batchB = b.shape.slice(0, -2);
  const countA = tf.util.sizeFromShape(batchA);
  const countB = tf.util.sizeFromShape(batchB);
  // tfjs's general broadcasting of batches is rare enough to stay with its own kernel.
  const simple = tf.util.arraysEqual(batchA, batchB) || countA === 1 || countB === 1;
  if (inner !== innerB || !simple) return fallback();
  const outShape = [...tf.broadcast_util.assertAndGetBroadcastShape(batchA, batchB), rows, columns];
  const product = backend.output(outShape);
  const [left, right] = [backend.floats(a), backend.floats(b)];
  const count = tf.util.sizeFromShape(outShape.slice(0, -2));
  for (let i = 0; i < count; i += 1) {
    backend.native.matrixProduct(
      transposeA, transposeB, rows, columns, inner,
      left, countA === 1 ? 0 : i * rows * inner,
      right, countB === 1 ? 0 : i * inner * columns,
      product.values, i * rows * columns,
    ); // prettier-ignore
  }
  return product.info;
}

export const matrixProductKernels: NativeKernels = {
  BatchMatMul: kernel<ProductInputs, ProductAttributes>(batchedProduct),

  _FusedMatMul: kernel<
    ProductInputs & { bias?: tf.TensorInfo; preluActivationWeights?: tf.TensorInfo },
    ProductAttributes & { activation?: string | null }
  >((call) => {
    const { bias, preluActivationWeights } = call.inputs;
    const plain = !bias && !preluActivationWeights && (call.attrs.activation ?? 'linear') === 'linear';
    return plain ? batchedProduct(call) : call.fallback();
  }),
};
