import { NotFiniteError, SampleMismatchError } from './errors.ts';
import { studentTailProbability, studentTwoSidedQuantile } from './student-t.ts';

/** One number of a condition over its seeds. */
export interface SeedSummary {
  /** Seeds. */
  readonly n: number;
  readonly mean: number;
  /** Standard error of the mean, deviation / √n with n - 1 in the deviation; null with one seed. */
  readonly sem: number | null;
  /** Mean ± t sem, t of Student's distribution with n - 1 degrees of freedom; null with one seed. */
  readonly interval95: readonly [low: number, high: number] | null;
}

/** Differences of two conditions, seed by seed. */
export interface PairedDifference extends SeedSummary {
  /** mean / sem; null with one seed, and where all differences are the same. */
  readonly t: number | null;
  /** Two-sided probability of such a t where the conditions do not differ; null as t. */
  readonly p: number | null;
}

/** A mean that was published, or one of ours to compare with it. */
export type PublishedMean = Pick<SeedSummary, 'n' | 'mean' | 'sem'>;

/**
 * Mean, standard error and 95 % interval over seeds.
 * @throws SampleMismatchError where there is no value; NotFiniteError
 */
export function summariseSeeds(values: ArrayLike<number>): SeedSummary {
  const n = values.length;
  if (n === 0) throw new SampleMismatchError('values over seeds', 'at least one', 'none');
  checkFinite(values, 'seed');
  const each = Array.from(values);
  // Equal values are their own mean: their sum may be rounded.
  const same = each.every((value) => value === each[0]);
  const mean = same ? each[0]! : each.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { n, mean, sem: null, interval95: null };
  const variance = each.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const sem = Math.sqrt(variance / n);
  const reach = studentTwoSidedQuantile(0.05, n - 1) * sem;
  return { n, mean, sem, interval95: [mean - reach, mean + reach] };
}

/**
 * Differences a - b of two conditions that share their seeds, and the paired t test of their mean.
 * @param a, b one value a seed, in the same order of seeds.
 * @throws SampleMismatchError where they are not of the same seeds; NotFiniteError
 */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>): PairedDifference {
  if (a.length !== b.length) throw new SampleMismatchError('paired values', `${a.length}, one a seed`, `${b.length}`);
  checkFinite(a, 'seed');
  checkFinite(b, 'seed');
  const summary = summariseSeeds(Array.from(a, (value, i) => value - b[i]!));
  const { n, mean, sem } = summary;
  if (sem === null || sem === 0) return { ...summary, t: null, p: null };
  const t = mean / sem;
  return { ...summary, t, p: studentTailProbability(Math.abs(t), n - 1) };
}

/**
 * How far our mean is from a published one: (ours - theirs) / √(s₁² + s₂²), with the standard errors s of both.
 * @returns null where either has one seed, so no standard error, or both errors are 0.
 * @throws SampleMismatchError where several seeds come without a standard error; NotFiniteError
 */
export function differenceToPublished(ours: PublishedMean, theirs: PublishedMean): number | null {
  const squared = [ours, theirs].map(({ n, mean, sem }) => {
    if (!Number.isInteger(n) || n < 1) throw new SampleMismatchError('n', 'an integer from 1', String(n));
    if (!Number.isFinite(mean) || (sem !== null && !Number.isFinite(sem)))
      throw new NotFiniteError('a mean or its error');
    if (n < 2) return null;
    if (sem === null || sem < 0) throw new SampleMismatchError(`the standard error of ${n} seeds`, 'from 0', `${sem}`);
    return sem ** 2;
  });
  const [first, second] = squared;
  if (first == null || second == null || first + second === 0) return null;
  return (ours.mean - theirs.mean) / Math.sqrt(first + second);
}

/** A stretch of a curve that wobbles. */
export interface SmoothedValue {
  readonly mean: number;
  /** Smallest and largest of the values that the mean is of. */
  readonly low: number;
  readonly high: number;
}

/**
 * Each value with those before it, `window` in all, or fewer at the start.
 * @throws SampleMismatchError where the window is no integer from 1; NotFiniteError
 */
export function smoothOverLast(values: ArrayLike<number>, window: number): SmoothedValue[] {
  if (!Number.isInteger(window) || window < 1)
    throw new SampleMismatchError('window', 'an integer from 1', `${window}`);
  checkFinite(values, 'value');
  const each = Array.from(values);
  return each.map((_, i) => {
    const last = each.slice(Math.max(0, i + 1 - window), i + 1);
    const mean = last.reduce((sum, value) => sum + value, 0) / last.length;
    return { mean, low: Math.min(...last), high: Math.max(...last) };
  });
}

function checkFinite(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) throw new NotFiniteError(`${what} ${i}`);
}
