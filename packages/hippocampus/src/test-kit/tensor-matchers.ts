import * as tf from '@tensorflow/tfjs';
import type {} from 'vitest';

/** What Vitest's `expect.extend` wants of a matcher. */
interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

type Values = tf.Tensor | ArrayLike<number>;

const valuesOf = (values: Values): Float64Array =>
  Float64Array.from(values instanceof tf.Tensor ? values.dataSync() : values);

const shapeOf = (values: Values): string =>
  values instanceof tf.Tensor ? values.shape.join(' x ') : `${values.length}`;

/** The same shape where both are tensors, the same number of values in any case. */
const shapesAgree = (a: Values, b: Values, lengths: boolean): boolean =>
  lengths && (!(a instanceof tf.Tensor) || !(b instanceof tf.Tensor) || shapeOf(a) === shapeOf(b));

function compare(
  received: Values,
  expected: Values,
  agree: (a: number, b: number) => boolean,
  how: string,
): MatcherResult {
  const a = valuesOf(received);
  const b = valuesOf(expected);
  if (!shapesAgree(received, expected, a.length === b.length)) {
    return { pass: false, message: () => `Expected shape ${shapeOf(expected)}, got ${shapeOf(received)}.` };
  }
  const at = a.findIndex((value, i) => !agree(value, b[i]!));
  if (at < 0) return { pass: true, message: () => `Expected the tensors not to be ${how}.` };
  return {
    pass: false,
    message: () => `Expected the tensors to be ${how}; at ${at}: expected ${b[at]}, got ${a[at]}.`,
  };
}

/** Matchers for tensors: `expect.extend(tensorMatchers)`. NaN is close to nothing, and equal to itself. */
export const tensorMatchers = {
  /** Every value differs by at most `tolerance`, 1e-6 unless given. */
  toBeCloseToTensor: (received: Values, expected: Values, tolerance = 1e-6): MatcherResult =>
    compare(received, expected, (a, b) => Math.abs(a - b) <= tolerance, `within ${tolerance}`),
  /** Every value is the same, down to the sign of zero. */
  toBeBitIdenticalTo: (received: Values, expected: Values): MatcherResult =>
    compare(received, expected, Object.is, 'identical bit by bit'),
};

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-unused-vars -- Vitest's own signature
  interface Matchers<T = any> {
    toBeCloseToTensor(expected: tf.Tensor | ArrayLike<number>, tolerance?: number): void;
    toBeBitIdenticalTo(expected: tf.Tensor | ArrayLike<number>): void;
  }
}
