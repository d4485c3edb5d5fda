/** Rows of the right matrix that stay in the cache while every row of the left one passes. */
const PANEL = 32;

/**
 * A B': products of every row of one matrix with every row of another.
 * @param a [rowsA, size]. @param b [rowsB, size]. @returns [rowsA, rowsB]
 */
export function rowProducts(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const rowsA = a.length / size;
  const rowsB = b.length / size;
  const products = new Float64Array(rowsA * rowsB);
  const tiledA = rowsA - (rowsA % 4);
  for (let panel = 0; panel < rowsB; panel += PANEL) {
    const end = Math.min(panel + PANEL, rowsB);
    const tiledB = end - ((end - panel) % 2);
    for (let i = 0; i < tiledA; i += 4) {
      for (let k = panel; k < tiledB; k += 2) multiplyTile(a, b, size, i, k, products, rowsB);
      if (tiledB < end) multiplyRows(a, b, size, i, i + 4, tiledB, products, rowsB);
    }
    for (let k = panel; k < end; k++) multiplyRows(a, b, size, tiledA, rowsA, k, products, rowsB);
  }
  return products;
}

/** Four rows by two. */
function multiplyTile(
  a: Float64Array,
  b: Float64Array,
  size: number,
  i: number,
  k: number,
  products: Float64Array,
  columns: number,
): void {
  const a0 = i * size;
  const a1 = a0 + size;
  const a2 = a1 + size;
  const a3 = a2 + size;
  const b0 = k * size;
  const b1 = b0 + size;
  let [s00, s01, s10, s11] = [0, 0, 0, 0];
  let [s20, s21, s30, s31] = [0, 0, 0, 0];
  for (let j = 0; j < size; j++) {
    const u = b[b0 + j]!;
    const v = b[b1 + j]!;
    const p = a[a0 + j]!;
    const q = a[a1 + j]!;
    const r = a[a2 + j]!;
    const s = a[a3 + j]!;
    s00 += p * u;
    s01 += p * v;
    s10 += q * u;
    s11 += q * v;
    s20 += r * u;
    s21 += r * v;
    s30 += s * u;
    s31 += s * v;
  }
  const at = i * columns + k;
  products[at] = s00;
  products[at + 1] = s01;
  products[at + columns] = s10;
  products[at + columns + 1] = s11;
  products[at + 2 * columns] = s20;
  products[at + 2 * columns + 1] = s21;
  products[at + 3 * columns] = s30;
  products[at + 3 * columns + 1] = s31;
}

/** What no tile covers: rows from..to-1 of a by row k of b. */
function multiplyRows(
  a: Float64Array,
  b: Float64Array,
  size: number,
  from: number,
  to: number,
  k: number,
  products: Float64Array,
  columns: number,
): void {
  for (let i = from; i < to; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += a[i * size + j]! * b[k * size + j]!;
    products[i * columns + k] = sum;
  }
}
