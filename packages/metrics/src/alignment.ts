import { NotFiniteError, SampleMismatchError } from './errors.ts';

/** How two changes of the same weights lie to each other. */
export interface Alignment {
  /** -1..1; null where either change is zero and so has no direction. */
  readonly cosine: number | null;
  /** 0..180; null as the cosine. */
  readonly angleDegrees: number | null;
  /** Euclidean length of the first change. */
  readonly normA: number;
  readonly normB: number;
  /** Share of the weights that change the same way, of those that both change, 0..1; null where there is none. */
  readonly signAgreement: number | null;
}

/**
 * Compares two changes of the same weights: 0 degrees where they are parallel, 90 where one does not care for the other,
 * 180 where they undo each other.
 * @param a, b changes of the same synapses in the same order.
 * @throws SampleMismatchError where their lengths differ or they are empty; NotFiniteError
 */
export function alignment(a: Float32Array | Float64Array, b: Float32Array | Float64Array): Alignment {
  if (a.length !== b.length || a.length === 0) {
    throw new SampleMismatchError('both changes', 'of the same weights, at least one', `${a.length} and ${b.length}`);
  }
  const [normA, normB] = [normOf(a, 'the first change'), normOf(b, 'the second change')];
  let [same, both] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 0 || b[i] === 0) continue;
    both++;
    if (a[i]! > 0 === b[i]! > 0) same++;
  }
  const signAgreement = both === 0 ? null : same / both;
  if (normA === 0 || normB === 0) return { cosine: null, angleDegrees: null, normA, normB, signAgreement };
  // Of the unit vectors: 2 atan2(|u - v|, |u + v|), which keeps its digits near 0 and 180 degrees, where acos loses them.
  let [dot, apart, together] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const u = a[i]! / normA;
    const v = b[i]! / normB;
    dot += u * v;
    apart += (u - v) ** 2;
    together += (u + v) ** 2;
  }
  const angleDegrees = (360 / Math.PI) * Math.atan2(Math.sqrt(apart), Math.sqrt(together));
  return { cosine: Math.max(-1, Math.min(1, dot)), angleDegrees, normA, normB, signAgreement };
}

/** Scaled, so that gradients of 1e-200 have a length too. @throws NotFiniteError */
function normOf(change: Float32Array | Float64Array, what: string): number {
  let largest = 0;
  for (let i = 0; i < change.length; i++) {
    if (!Number.isFinite(change[i]!)) throw new NotFiniteError(`weight ${i} of ${what}`);
    largest = Math.max(largest, Math.abs(change[i]!));
  }
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = 0; i < change.length; i++) sum += (change[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}
