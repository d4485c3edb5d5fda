/**
 * The readout's arithmetic on one mini-batch, in float64. Rows and classes are padded with zeros to full tiles (4 rows,
 * 2 classes), so that the loops have no remainders; padding never reaches a result.
 */

export const ROWS_A_TILE = 4;
export const CLASSES_A_TILE = 2;

export const padTo = (count: number, tile: number): number => Math.ceil(count / tile) * tile;

/**
 * logits = x W' + b for padded rows and classes.
 * @param x [rows, size]; @param weights [classes, size]; @param bias [classes]; @param logits [rows, classes], written.
 */
export function projectRows(
  x: Float64Array,
  weights: Float64Array,
  bias: Float64Array,
  logits: Float64Array,
  rows: number,
  size: number,
  classes: number,
): void {
  for (let row = 0; row < rows; row += ROWS_A_TILE) {
    const x0 = row * size;
    const x1 = x0 + size;
    const x2 = x1 + size;
    const x3 = x2 + size;
    for (let k = 0; k < classes; k += CLASSES_A_TILE) {
      const w0 = k * size;
      const w1 = w0 + size;
      let a00 = bias[k]!;
      let a01 = bias[k + 1]!;
      let [a10, a11, a20, a21, a30, a31] = [a00, a01, a00, a01, a00, a01];
      for (let j = 0; j < size; j++) {
        const u = weights[w0 + j]!;
        const v = weights[w1 + j]!;
        const p = x[x0 + j]!;
        const q = x[x1 + j]!;
        const r = x[x2 + j]!;
        const s = x[x3 + j]!;
        a00 += p * u;
        a01 += p * v;
        a10 += q * u;
        a11 += q * v;
        a20 += r * u;
        a21 += r * v;
        a30 += s * u;
        a31 += s * v;
      }
      const y = row * classes + k;
      logits[y] = a00;
      logits[y + 1] = a01;
      logits[y + classes] = a10;
      logits[y + classes + 1] = a11;
      logits[y + 2 * classes] = a20;
      logits[y + 2 * classes + 1] = a21;
      logits[y + 3 * classes] = a30;
      logits[y + 3 * classes + 1] = a31;
    }
  }
}

/**
 * Turns logits into the gradient of the cross-entropy by them, softmax - one-hot, in place.
 * @param logits [rows, paddedClasses]; columns from `classes` on become 0.
 * @param labels classes of the first `count` rows; further rows become 0.
 * @returns the sum of -ln p(label) over the `count` rows.
 */
export function crossEntropyErrors(
  logits: Float64Array,
  labels: ArrayLike<number>,
  count: number,
  classes: number,
  paddedClasses: number,
): number {
  let loss = 0;
  for (let row = 0; row < count; row++) {
    const start = row * paddedClasses;
    let largest = -Infinity;
    for (let k = 0; k < classes; k++) largest = Math.max(largest, logits[start + k]!);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += Math.exp(logits[start + k]! - largest);
    const label = labels[row]!;
    loss += largest + Math.log(sum) - logits[start + label]!;
    for (let k = 0; k < classes; k++) logits[start + k] = Math.exp(logits[start + k]! - largest) / sum;
    logits[start + label]! -= 1;
    logits.fill(0, start + classes, start + paddedClasses);
  }
  logits.fill(0, count * paddedClasses);
  return loss;
}

/**
 * W += scale * errors' x and b += scale * sum of errors: a step of gradient descent where `scale` is -rate / count.
 * @param x [rows, size]; @param errors [rows, classes]; @param weights [classes, size], changed; @param bias [classes] or
 * undefined where the readout has none.
 */
export function addOuterProducts(
  x: Float64Array,
  errors: Float64Array,
  weights: Float64Array,
  bias: Float64Array | undefined,
  scale: number,
  rows: number,
  size: number,
  classes: number,
): void {
  for (let row = 0; row < rows; row += ROWS_A_TILE) {
    const x0 = row * size;
    const x1 = x0 + size;
    const x2 = x1 + size;
    const x3 = x2 + size;
    for (let k = 0; k < classes; k += CLASSES_A_TILE) {
      const e = row * classes + k;
      const p0 = scale * errors[e]!;
      const p1 = scale * errors[e + 1]!;
      const q0 = scale * errors[e + classes]!;
      const q1 = scale * errors[e + classes + 1]!;
      const r0 = scale * errors[e + 2 * classes]!;
      const r1 = scale * errors[e + 2 * classes + 1]!;
      const s0 = scale * errors[e + 3 * classes]!;
      const s1 = scale * errors[e + 3 * classes + 1]!;
      if (bias !== undefined) {
        bias[k]! += p0 + q0 + r0 + s0;
        bias[k + 1]! += p1 + q1 + r1 + s1;
      }
      const w0 = k * size;
      const w1 = w0 + size;
      for (let j = 0; j < size; j++) {
        const p = x[x0 + j]!;
        const q = x[x1 + j]!;
        const r = x[x2 + j]!;
        const s = x[x3 + j]!;
        weights[w0 + j]! += p0 * p + q0 * q + r0 * r + s0 * s;
        weights[w1 + j]! += p1 * p + q1 * q + r1 * r + s1 * s;
      }
    }
  }
}
