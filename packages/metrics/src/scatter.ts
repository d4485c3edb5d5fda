/** Rows that are added in one pass over the target. */
export const ROWS_A_BLOCK = 64;
/** Rows that are multiplied at once. */
export const ROWS_A_TILE = 4;

/**
 * S += x' x, the lower triangle alone: sums of products of every two numbers of a sample, over samples.
 * @param x [rows, size], centred by the caller; rows a multiple of 4 (pad with zeros).
 * @param scatter [size, size], changed on and below its diagonal.
 */
export function addScatter(x: Float64Array, rows: number, size: number, scatter: Float64Array): void {
  for (let a = 0; a < size; a++) {
    const target = a * size;
    for (let row = 0; row < rows; row += ROWS_A_TILE) {
      const x0 = row * size;
      const x1 = x0 + size;
      const x2 = x1 + size;
      const x3 = x2 + size;
      const p = x[x0 + a]!;
      const q = x[x1 + a]!;
      const r = x[x2 + a]!;
      const s = x[x3 + a]!;
      for (let b = 0; b <= a; b++)
        scatter[target + b]! += p * x[x0 + b]! + q * x[x1 + b]! + r * x[x2 + b]! + s * x[x3 + b]!;
    }
  }
}
