import { NotFiniteError, SampleMismatchError } from './errors.ts';

/** Latents and what they are of. */
export interface LabelledLatents {
  /** [samples, size], row by row. */
  readonly latents: Float32Array | Float64Array;
  /** [samples], class of each row, 0..classes-1. */
  readonly labels: ArrayLike<number>;
}

/**
 * Checks that latents and labels belong together.
 * @returns how many samples there are and how many numbers each has.
 * @throws SampleMismatchError, NotFiniteError
 */
export function measureSamples({ latents, labels }: LabelledLatents, classes: number): { count: number; size: number } {
  if (!Number.isInteger(classes) || classes < 2) {
    throw new SampleMismatchError('classes', 'an integer from 2', String(classes));
  }
  const count = labels.length;
  if (count === 0) throw new SampleMismatchError('labels', 'at least one', 'none');
  const size = latents.length / count;
  if (!Number.isInteger(size) || size === 0) {
    throw new SampleMismatchError('latents', `a multiple of ${count} labels`, `${latents.length} numbers`);
  }
  for (let i = 0; i < count; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new SampleMismatchError(`label ${i}`, `an integer from 0 to ${classes - 1}`, String(label));
    }
  }
  for (let i = 0; i < latents.length; i++) {
    if (!Number.isFinite(latents[i]!)) throw new NotFiniteError(`latent ${i % size} of sample ${Math.floor(i / size)}`);
  }
  return { count, size };
}
