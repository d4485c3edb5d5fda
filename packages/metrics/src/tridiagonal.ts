/** A symmetric matrix as T = Q' A Q, T tridiagonal and Q orthogonal. */
export interface Tridiagonal {
  /** [size] */
  readonly diagonal: Float64Array;
  /** [size]; element i is at (i, i + 1), the last one is 0. */
  readonly offDiagonal: Float64Array;
  /** [size], h of the reflection I - u u' / h that each row of the matrix now holds; 0 where there is none. */
  readonly norms: Float64Array;
}

/**
 * Reduces a symmetric matrix to a tridiagonal one by Householder's reflections, from the last row up.
 * @param matrix [size, size]; its lower triangle is read; below the diagonal it then holds the reflections.
 * @source Martin, Reinsch & Wilkinson 1968, Numerische Mathematik 11:181, tred2
 */
export function tridiagonalise(matrix: Float64Array, size: number): Tridiagonal {
  const diagonal = new Float64Array(size);
  const offDiagonal = new Float64Array(size);
  const norms = new Float64Array(size);
  const u = new Float64Array(size);
  const q = new Float64Array(size);
  for (let i = size - 1; i > 0; i--) {
    const row = i * size;
    diagonal[i] = matrix[row + i]!;
    let scale = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(matrix[row + k]!);
    if (i === 1 || scale === 0) {
      offDiagonal[i - 1] = matrix[row + i - 1]!;
      continue;
    }
    let h = 0;
    for (let k = 0; k < i; k++) {
      u[k] = matrix[row + k]! / scale;
      h += u[k]! * u[k]!;
    }
    const last = u[i - 1]!;
    const g = last > 0 ? -Math.sqrt(h) : Math.sqrt(h);
    offDiagonal[i - 1] = scale * g;
    h -= last * g;
    u[i - 1] = last - g;
    for (let k = 0; k < i; k++) matrix[row + k] = u[k]!;
    norms[i] = h;
    multiplySymmetric(matrix, size, u, q, i);
    let overlap = 0;
    for (let k = 0; k < i; k++) {
      q[k]! /= h;
      overlap += u[k]! * q[k]!;
    }
    overlap /= 2 * h;
    for (let k = 0; k < i; k++) q[k]! -= overlap * u[k]!;
    subtractOuterProducts(matrix, size, u, q, i);
  }
  diagonal[0] = matrix[0]!;
  return { diagonal, offDiagonal, norms };
}

/** q = A u for the leading [order, order] of A, from its lower triangle, two rows at a time. */
function multiplySymmetric(matrix: Float64Array, size: number, u: Float64Array, q: Float64Array, order: number): void {
  q.fill(0, 0, order);
  const paired = order - (order % 2);
  for (let i = 0; i < paired; i += 2) {
    const a = i * size;
    const b = a + size;
    const v = u[i]!;
    const w = u[i + 1]!;
    let sumA = matrix[a + i]! * v + matrix[b + i]! * w;
    let sumB = matrix[b + i]! * v + matrix[b + i + 1]! * w;
    for (let k = 0; k < i; k++) {
      const x = matrix[a + k]!;
      const y = matrix[b + k]!;
      const z = u[k]!;
      sumA += x * z;
      sumB += y * z;
      q[k]! += x * v + y * w;
    }
    q[i] = sumA;
    q[i + 1] = sumB;
  }
  if (paired === order) return;
  const a = paired * size;
  const v = u[paired]!;
  let sum = matrix[a + paired]! * v;
  for (let k = 0; k < paired; k++) {
    const x = matrix[a + k]!;
    sum += x * u[k]!;
    q[k]! += x * v;
  }
  q[paired] = sum;
}

/** A -= u q' + q u' on the lower triangle of its leading [order, order]. */
function subtractOuterProducts(
  matrix: Float64Array,
  size: number,
  u: Float64Array,
  q: Float64Array,
  order: number,
): void {
  for (let i = 0; i < order; i++) {
    const row = i * size;
    const v = u[i]!;
    const w = q[i]!;
    for (let k = 0; k <= i; k++) matrix[row + k]! -= v * q[k]! + w * u[k]!;
  }
}

/**
 * Q of the reduction, multiplied up from the smallest reflection.
 * @param matrix what `tridiagonalise` left. @returns [size, size], row by row.
 */
export function accumulateReflections(matrix: Float64Array, size: number, norms: Float64Array): Float64Array {
  const basis = new Float64Array(size * size);
  for (let i = 0; i < size; i++) basis[i * size + i] = 1;
  const overlap = new Float64Array(size);
  for (let i = 2; i < size; i++) {
    const h = norms[i]!;
    if (h === 0) continue;
    const u = matrix.subarray(i * size, i * size + i);
    overlap.fill(0, 0, i);
    for (let k = 0; k < i; k++) {
      const row = k * size;
      const value = u[k]! / h;
      for (let j = 0; j < i; j++) overlap[j]! += value * basis[row + j]!;
    }
    for (let k = 0; k < i; k++) {
      const row = k * size;
      const value = u[k]!;
      for (let j = 0; j < i; j++) basis[row + j]! -= value * overlap[j]!;
    }
  }
  return basis;
}
