import { SingularMatrixError } from './errors.ts';

/**
 * Solves A X = B for a symmetric positive definite A by Cholesky's decomposition A = L L', in place.
 * @param matrix A [size, size]; its lower triangle is read and becomes L.
 * @param right B [columns, size], one right side after the other; becomes X.
 * @throws SingularMatrixError where A is not positive definite in float64.
 */
export function solvePositiveDefinite(matrix: Float64Array, right: Float64Array, size: number): void {
  decompose(matrix, size);
  for (let start = 0; start < right.length; start += size) substitute(matrix, right, start, size);
}

function decompose(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k]! * matrix[j * size + k]!;
      if (i !== j) matrix[i * size + j] = sum / matrix[j * size + j]!;
      else if (sum > 0) matrix[i * size + i] = Math.sqrt(sum);
      else throw new SingularMatrixError(i);
    }
  }
}

/** L y = b downwards, then L' x = y upwards. */
function substitute(lower: Float64Array, right: Float64Array, start: number, size: number): void {
  for (let i = 0; i < size; i++) {
    let sum = right[start + i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * size + k]! * right[start + k]!;
    right[start + i] = sum / lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = right[start + i]!;
    for (let k = i + 1; k < size; k++) sum -= lower[k * size + i]! * right[start + k]!;
    right[start + i] = sum / lower[i * size + i]!;
  }
}
