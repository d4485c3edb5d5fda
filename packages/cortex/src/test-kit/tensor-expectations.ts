import type * as tf from '@tensorflow/tfjs';

/** Two tensors that should have agreed. */
export class TensorExpectationError extends Error {
  readonly code = 'TENSOR_EXPECTATION';
  constructor(message: string) {
    super(message);
    this.name = 'TensorExpectationError';
  }
}

/** Same shape and ‖a - b‖ <= tolerance · ‖b‖; a reference of zeros is met by zeros alone. */
export function expectTensorsClose(actual: tf.Tensor, expected: tf.Tensor, relativeTolerance = 1e-5): void {
  if (actual.shape.join() !== expected.shape.join()) {
    throw new TensorExpectationError(
      `Expected shape [${expected.shape.join(', ')}], got [${actual.shape.join(', ')}].`,
    );
  }
  const [a, b] = [actual.dataSync(), expected.dataSync()];
  let apart = 0;
  let size = 0;
  for (let i = 0; i < b.length; i++) {
    apart += (a[i]! - b[i]!) ** 2;
    size += b[i]! ** 2;
  }
  if (Math.sqrt(apart) <= relativeTolerance * Math.sqrt(size)) return;
  throw new TensorExpectationError(
    `Expected a relative distance of at most ${relativeTolerance}, got ${Math.sqrt(apart / size)}.`,
  );
}

/** Same shape and every value the same, down to the sign of zero. */
export function expectTensorsIdentical(actual: tf.Tensor, expected: tf.Tensor): void {
  if (actual.shape.join() !== expected.shape.join()) {
    throw new TensorExpectationError(
      `Expected shape [${expected.shape.join(', ')}], got [${actual.shape.join(', ')}].`,
    );
  }
  const [a, b] = [actual.dataSync(), expected.dataSync()];
  for (let i = 0; i < b.length; i++) {
    if (!Object.is(a[i], b[i])) throw new TensorExpectationError(`Expected ${b[i]} at ${i}, got ${a[i]}.`);
  }
}
