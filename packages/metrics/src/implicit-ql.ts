import { NotConvergedError } from './errors.ts';

/** Rotations wait until there are so many; then each row of the vectors goes through all of them while it is in the cache. */
const WAITING_ROTATIONS = 65_536;
const MAX_SWEEPS = 60;

/**
 * Eigenvalues of a symmetric tridiagonal matrix by QL sweeps with implicit shifts.
 * @param diagonal [size], becomes the eigenvalues, unordered. @param offDiagonal [size], is used up.
 * @param basis [rows, size]: each row is rotated along; column k of the identity becomes eigenvector k. Undefined where only
 * eigenvalues are wanted, which is much faster.
 * @throws NotConvergedError
 * @source Dubrulle, Martin & Wilkinson 1968, Numerische Mathematik 12:377, imtql2, as tql2 of EISPACK shifts
 */
export function diagonalise(diagonal: Float64Array, offDiagonal: Float64Array, basis?: Float64Array): void {
  const size = diagonal.length;
  const rotations = basis === undefined ? undefined : createRotations(basis, size);
  let shifted = 0;
  let largest = 0;
  for (let l = 0; l < size; l++) {
    largest = Math.max(largest, Math.abs(diagonal[l]!) + Math.abs(offDiagonal[l]!));
    const negligible = Number.EPSILON * largest;
    let m = l;
    while (m < size - 1 && Math.abs(offDiagonal[m]!) > negligible) m++;
    for (let sweep = 0; m > l && Math.abs(offDiagonal[l]!) > negligible; sweep++) {
      if (sweep === MAX_SWEEPS) throw new NotConvergedError(`eigenvalue ${l}`, `${MAX_SWEEPS} sweeps`);
      shifted += shift(diagonal, offDiagonal, l);
      sweepUp(diagonal, offDiagonal, l, m, rotations);
    }
    diagonal[l]! += shifted;
    offDiagonal[l] = 0;
  }
  rotations?.flush();
}

/** Subtracts Wilkinson's shift from the diagonal and takes the first step of QL. @returns the shift */
function shift(d: Float64Array, e: Float64Array, l: number): number {
  const first = d[l]!;
  const p = (d[l + 1]! - first) / (2 * e[l]!);
  const r = p < 0 ? -Math.hypot(p, 1) : Math.hypot(p, 1);
  d[l] = e[l]! / (p + r);
  d[l + 1] = e[l]! * (p + r);
  const by = first - d[l]!;
  for (let i = l + 2; i < d.length; i++) d[i]! -= by;
  return by;
}

/** One sweep of rotations from row m up to row l. */
function sweepUp(d: Float64Array, e: Float64Array, l: number, m: number, rotations: Rotations | undefined): void {
  const second = d[l + 1]!;
  const below = e[l + 1]!;
  let p = d[m]!;
  let [c, c2, c3] = [1, 1, 1];
  let [s, s2] = [0, 0];
  for (let i = m - 1; i >= l; i--) {
    c3 = c2;
    c2 = c;
    s2 = s;
    const g = c * e[i]!;
    const h = c * p;
    const r = Math.hypot(p, e[i]!);
    e[i + 1] = s * r;
    s = e[i]! / r;
    c = p / r;
    p = c * d[i]! - s * g;
    d[i + 1] = h + s * (c * g + s * d[i]!);
    rotations?.add(i, c, s);
  }
  p = (-s * s2 * c3 * below * e[l]!) / second;
  e[l] = s * p;
  d[l] = c * p;
}

interface Rotations {
  /** Rotates columns i and i + 1 by cosine c and sine s. */
  add(i: number, c: number, s: number): void;
  flush(): void;
}

function createRotations(basis: Float64Array, size: number): Rotations {
  const at = new Uint32Array(WAITING_ROTATIONS);
  const turns = new Float64Array(2 * WAITING_ROTATIONS);
  let count = 0;
  const flush = (): void => {
    for (let row = 0; row < basis.length; row += ROWS * size) rotateRows(basis, row, size, at, turns, count);
    count = 0;
  };
  return {
    add(i, c, s) {
      at[count] = i;
      turns[2 * count] = c;
      turns[2 * count + 1] = s;
      if (++count === WAITING_ROTATIONS) flush();
    },
    flush,
  };
}

const ROWS = 4;

/** Four rows at once: their chains of rotations are independent. Past the last row, the last one is rotated in its place. */
function rotateRows(
  basis: Float64Array,
  start: number,
  size: number,
  at: Uint32Array,
  turns: Float64Array,
  count: number,
): void {
  const rows = Math.min(ROWS, (basis.length - start) / size);
  if (rows < ROWS) {
    for (let row = 0; row < rows; row++) rotateRow(basis, start + row * size, at, turns, count);
    return;
  }
  for (let n = 0; n < count; n++) {
    const c = turns[2 * n]!;
    const s = turns[2 * n + 1]!;
    const i0 = start + at[n]!;
    const i1 = i0 + size;
    const i2 = i1 + size;
    const i3 = i2 + size;
    const h0 = basis[i0 + 1]!;
    const h1 = basis[i1 + 1]!;
    const h2 = basis[i2 + 1]!;
    const h3 = basis[i3 + 1]!;
    const g0 = basis[i0]!;
    const g1 = basis[i1]!;
    const g2 = basis[i2]!;
    const g3 = basis[i3]!;
    basis[i0 + 1] = s * g0 + c * h0;
    basis[i1 + 1] = s * g1 + c * h1;
    basis[i2 + 1] = s * g2 + c * h2;
    basis[i3 + 1] = s * g3 + c * h3;
    basis[i0] = c * g0 - s * h0;
    basis[i1] = c * g1 - s * h1;
    basis[i2] = c * g2 - s * h2;
    basis[i3] = c * g3 - s * h3;
  }
}

function rotateRow(basis: Float64Array, start: number, at: Uint32Array, turns: Float64Array, count: number): void {
  for (let n = 0; n < count; n++) {
    const c = turns[2 * n]!;
    const s = turns[2 * n + 1]!;
    const i = start + at[n]!;
    const h = basis[i + 1]!;
    const g = basis[i]!;
    basis[i + 1] = s * g + c * h;
    basis[i] = c * g - s * h;
  }
}
