import type { RandomStream } from '@oneiros/random';
import { NotFiniteError, NoVarianceError, SampleMismatchError } from './errors.ts';
import { measureSamples, type LabelledLatents } from './samples.ts';

/** Of two latents: their Euclidean distance (the paper's words), or its square (what the published code averages). */
export type DistanceMetric = 'euclidean' | 'squared';

export interface ClassDistancesOptions extends LabelledLatents {
  readonly classes: number;
  readonly metric: DistanceMetric;
  /** Draws the pairs: first those within each class, then those between. */
  readonly random: RandomStream;
  /** Latents of the same images, occluded, in the same order; [samples, size]. */
  readonly occluded?: Float32Array | Float64Array;
  /** Pairs drawn in each class; 1,000 unless given. */
  readonly pairsPerClass?: number;
  /** Pairs drawn between classes; 10,000 unless given. */
  readonly pairsBetween?: number;
}

export interface ClassDistances {
  readonly metric: DistanceMetric;
  /** Mean distance of two latents of one class, over the classes that have two. */
  readonly intra: number;
  /** [classes], the same in each class; null where it has fewer than two latents. */
  readonly perClass: readonly (number | null)[];
  /** Mean distance of two latents of different classes. */
  readonly inter: number;
  /** Mean distance of an image's latent from that of its occluded version, over all images; null without `occluded`. */
  readonly occluded: number | null;
  /** intra / inter */
  readonly intraInter: number;
  /** occluded / inter; null without `occluded`. */
  readonly occludedInter: number | null;
  /** How many distances each mean is of. */
  readonly pairs: { readonly perClass: number; readonly between: number; readonly occluded: number };
}

/**
 * How classes lie in latent space: mean distances within and between classes, and from clean to occluded images, of pairs
 * drawn with replacement (two samples of a pair are always different ones).
 * @throws SampleMismatchError where sizes do not fit, no class has two latents or only one class has any; NotFiniteError;
 * NoVarianceError where latents of different classes are all the same, so that no ratio exists.
 * @source Deperrois et al. 2022, eLife 11:e76384, methods "Latent space organization": 1,000 pairs a class, 10,000 between
 */
export function classDistances(options: ClassDistancesOptions): ClassDistances {
  const { latents, labels, classes, metric, random, occluded, pairsPerClass = 1000, pairsBetween = 10_000 } = options;
  const { count, size } = measureSamples(options, classes);
  checkPairs('pairsPerClass', pairsPerClass);
  checkPairs('pairsBetween', pairsBetween);
  const membersOf = Array.from({ length: classes }, () => [] as number[]);
  for (let i = 0; i < count; i++) membersOf[labels[i]!]!.push(i);
  checkClasses(membersOf);
  const distance = (a: ArrayLike<number>, i: number, b: ArrayLike<number>, k: number): number => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += (a[i * size + j]! - b[k * size + j]!) ** 2;
    return metric === 'squared' ? sum : Math.sqrt(sum);
  };

  const perClass = membersOf.map((members) => {
    if (members.length < 2) return null;
    return meanOf(pairsPerClass, () => {
      const first = random.integer(members.length);
      const step = 1 + random.integer(members.length - 1);
      return distance(latents, members[first]!, latents, members[(first + step) % members.length]!);
    });
  });
  const measured = perClass.filter((value) => value !== null);
  const intra = measured.reduce((sum, value) => sum + value, 0) / measured.length;
  const inter = meanOf(pairsBetween, () => {
    let [i, k] = [0, 0];
    while (labels[i] === labels[k]) [i, k] = [random.integer(count), random.integer(count)];
    return distance(latents, i, latents, k);
  });
  if (inter === 0) throw new NoVarianceError('latents of different classes');
  const fromClean = occluded === undefined ? null : meanShift(latents, occluded, count, size, distance);
  return {
    metric,
    intra,
    perClass,
    inter,
    occluded: fromClean,
    intraInter: intra / inter,
    occludedInter: fromClean === null ? null : fromClean / inter,
    pairs: { perClass: pairsPerClass, between: pairsBetween, occluded: fromClean === null ? 0 : count },
  };
}

type Distance = (a: ArrayLike<number>, i: number, b: ArrayLike<number>, k: number) => number;

function meanShift(
  clean: ArrayLike<number>,
  occluded: Float32Array | Float64Array,
  count: number,
  size: number,
  distance: Distance,
): number {
  if (occluded.length !== clean.length) {
    throw new SampleMismatchError(
      'occluded latents',
      `${clean.length} numbers, as the clean ones`,
      `${occluded.length}`,
    );
  }
  for (let i = 0; i < occluded.length; i++) {
    if (!Number.isFinite(occluded[i]!)) {
      throw new NotFiniteError(`occluded latent ${i % size} of sample ${Math.floor(i / size)}`);
    }
  }
  return meanOf(count, (i) => distance(clean, i, occluded, i));
}

function meanOf(count: number, draw: (n: number) => number): number {
  let sum = 0;
  for (let n = 0; n < count; n++) sum += draw(n);
  return sum / count;
}

function checkPairs(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) throw new SampleMismatchError(name, 'an integer from 1', String(value));
}

function checkClasses(membersOf: readonly (readonly number[])[]): void {
  if (membersOf.filter((members) => members.length > 0).length < 2) {
    throw new SampleMismatchError('labels', 'of at least two classes', 'of one class');
  }
  if (!membersOf.some((members) => members.length > 1)) {
    throw new SampleMismatchError('samples', 'at least two in one class', 'at most one in each');
  }
}
