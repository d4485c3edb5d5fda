import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classesOfDay, daysSinceSeen, imagesOfDay } from './images-of-day.ts';
import { noiseSet } from './test-support/tiny-brain.ts';

const byClass = (classesPerDay: number) => ({ order: 'by-class', classesPerDay }) as const;

describe('the classes of a day', () => {
  it('are the next ones, and after the last the first again', () => {
    expect([0, 1, 2, 3].map((day) => classesOfDay(byClass(2), 5, day))).toEqual([
      [0, 1],
      [2, 3],
      [0, 4],
      [1, 2],
    ]);
    expect(classesOfDay(byClass(9), 3, 1)).toEqual([0, 1, 2]);
    expect(classesOfDay({ order: 'shuffled', classesPerDay: 1 }, 3, 7)).toEqual([0, 1, 2]);
  });

  it('are those of the next image set, where days are ordered by domain', () => {
    const days = { order: 'by-domain', classesPerDay: 2 } as const;
    const sets = [0, 0, 1, 1, 1];
    expect([0, 1, 2].map((day) => classesOfDay(days, 5, day, sets))).toEqual([
      [0, 1],
      [2, 3, 4],
      [0, 1],
    ]);
    expect(daysSinceSeen(days, 5, 1, sets)).toEqual([1, 1, 0, 0, 0]);
    expect(daysSinceSeen(days, 5, 0, sets)).toEqual([0, 0, null, null, null]);
  });

  it('are remembered by how long ago they were seen', () => {
    // Days 0 and 1 of five classes, two a day.
    expect(daysSinceSeen(byClass(2), 5, 1)).toEqual([1, 1, 0, 0, null]);
    expect(daysSinceSeen(byClass(2), 5, 2)).toEqual([0, 2, 1, 1, 0]);
    expect(daysSinceSeen(byClass(2), 5, -1)).toEqual([null, null, null, null, null]);
  });

  it('have all been seen after as many days as classes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 25 }),
        fc.nat(1000),
        (classes, perDay, day) => {
          const since = daysSinceSeen(byClass(perDay), classes, classes + day);
          expect(since.every((age) => age !== null && age <= classes)).toBe(true);
          expect(since.filter((age) => age === 0)).toHaveLength(Math.min(perDay, classes));
        },
      ),
    );
  });

  it('are those of its images', () => {
    const set = noiseSet('train', 7); // labels 0 1 0 1 0 1 0
    expect([...imagesOfDay(set, byClass(1), 0)]).toEqual([0, 2, 4, 6]);
    expect([...imagesOfDay(set, byClass(1), 1)]).toEqual([1, 3, 5]);
    expect(imagesOfDay(set, byClass(1), 2)).toBe(imagesOfDay(set, byClass(1), 0));
  });
});
