import type { ImageSet } from '@oneiros/senses';
import type { RunConfig } from './config/run-config.ts';

/** Which images a day shows. */
export type ImagesOfDays = RunConfig['data']['days'];

/**
 * The classes of a day: the next ones in their order, after the last the first again.
 * @param classes how many there are
 * @returns ascending; all of them where days are not ordered by class
 */
export function classesOfDay({ order, classesPerDay }: ImagesOfDays, classes: number, day: number): number[] {
  const all = Array.from({ length: classes }, (_, i) => i);
  if (order === 'shuffled' || classesPerDay >= classes) return all;
  const first = (day * classesPerDay) % classes;
  return all.filter((i) => (i - first + classes) % classes < classesPerDay);
}

/** Days since each class was last shown, up to a day; null where it was not. 0: on the day itself. */
export function daysSinceSeen(days: ImagesOfDays, classes: number, day: number): (number | null)[] {
  const since = new Array<number | null>(classes).fill(null);
  // After as many days as classes the days come again.
  for (let age = 0; age <= Math.min(day, classes); age++)
    for (const one of classesOfDay(days, classes, day - age)) since[one] ??= age;
  return since;
}

const known = new WeakMap<ImageSet, Map<string, Uint32Array>>();

/** Indices of the images of a day, ascending. */
export function imagesOfDay(set: ImageSet, days: ImagesOfDays, day: number): Uint32Array {
  const classes = classesOfDay(days, set.classNames.length, day);
  const bySet = known.get(set) ?? new Map<string, Uint32Array>();
  known.set(set, bySet);
  const key = classes.join();
  const images =
    bySet.get(key) ??
    Uint32Array.from(Array.from({ length: set.count }, (_, i) => i).filter((i) => classes.includes(set.labels[i]!)));
  bySet.set(key, images);
  return images;
}
