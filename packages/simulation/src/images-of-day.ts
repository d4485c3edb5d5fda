import type { ImageSet } from '@oneiros/senses';
import type { RunConfig } from './config/run-config.ts';

/** Which images a day shows. */
export type ImagesOfDays = RunConfig['data']['days'];

/**
 * The classes of a day: the next ones in their order, or those of the next image set; after the last the first again.
 * @param classes how many there are
 * @param sets [classes] the image set of each; one for all unless given
 * @returns ascending; all of them where days are not ordered by class or image set
 */
export function classesOfDay(
  { order, classesPerDay }: ImagesOfDays,
  classes: number,
  day: number,
  sets?: readonly number[],
): number[] {
  const all = Array.from({ length: classes }, (_, i) => i);
  if (order === 'by-domain') {
    const domains = sets === undefined ? 1 : Math.max(...sets) + 1;
    return all.filter((i) => (sets?.[i] ?? 0) === day % domains);
  }
  if (order === 'shuffled' || classesPerDay >= classes) return all;
  const first = (day * classesPerDay) % classes;
  return all.filter((i) => (i - first + classes) % classes < classesPerDay);
}

/** Days since each class was last shown, up to a day; null where it was not. 0: on the day itself. */
export function daysSinceSeen(
  days: ImagesOfDays,
  classes: number,
  day: number,
  sets?: readonly number[],
): (number | null)[] {
  const since = new Array<number | null>(classes).fill(null);
  // After as many days as classes the days come again.
  for (let age = 0; age <= Math.min(day, classes); age++)
    for (const one of classesOfDay(days, classes, day - age, sets)) since[one] ??= age;
  return since;
}

const known = new WeakMap<ImageSet, Map<string, Uint32Array>>();

/** Indices of the images of a day, ascending. */
export function imagesOfDay(set: ImageSet, days: ImagesOfDays, day: number): Uint32Array {
  const classes = classesOfDay(days, set.classNames.length, day, set.classSets);
  const bySet = known.get(set) ?? new Map<string, Uint32Array>();
  known.set(set, bySet);
  const key = classes.join();
  const images =
    bySet.get(key) ??
    Uint32Array.from(Array.from({ length: set.count }, (_, i) => i).filter((i) => classes.includes(set.labels[i]!)));
  bySet.set(key, images);
  return images;
}
