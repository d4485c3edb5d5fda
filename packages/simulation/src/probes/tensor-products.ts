import * as tf from '@tensorflow/tfjs';
import type { FeatureProducts } from '@oneiros/metrics';

/** Products with a matrix of features by the current back end, in float32. */
export interface TensorProducts extends FeatureProducts {
  dispose(): void;
}

/** @param features [samples, size], row by row; must not change meanwhile */
export function createTensorProducts(features: Float32Array, samples: number, size: number): TensorProducts {
  const x = tf.tensor2d(features, [samples, size]);
  const product = (right: Float64Array, rows: number, isTransposed: boolean): Float64Array =>
    Float64Array.from(
      tf.tidy(() => {
        const matrix = tf.tensor2d(Float32Array.from(right), [rows, right.length / rows]);
        return tf.matMul(x, matrix, isTransposed).dataSync<'float32'>();
      }),
    );
  return {
    project: (weights) => product(weights, size, false),
    backproject: (errors) => product(errors, samples, true),
    dispose: () => x.dispose(),
  };
}
