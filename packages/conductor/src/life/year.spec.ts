import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { count, lastValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { conduct } from '../conduct.ts';
import { sleepModelNames } from '../models/sleep-models.ts';
import { nightPresets } from '../nights/presets.ts';
import { resolveSchedule } from '../parse-schedule.ts';
import type { LifeSchedule } from '../schedule-schema.ts';
import { stateAt, ticksOf } from '../state-at.ts';
import { createBoundaries } from './boundaries.ts';
import { lifeOf } from './life.ts';

const YEAR = 365;
const isFull = process.env['ONEIROS_CAMPAIGN'] === 'full';
/** Years of the quick ones; the others take up to a second a day, a year of each only in the full campaign. */
const QUICK = ['adult', 'newborn'];
const daysOf = (name: string): number => (isFull || QUICK.includes(name) ? YEAR : 10);
const modelDays = isFull ? YEAR : 3;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const lifeFrom = (overrides: object): LifeSchedule =>
  resolveSchedule({
    kind: 'life',
    updates: { mode: 'proportional', minutesPerMiniBatch: 20 },
    ...overrides,
  }) as LifeSchedule;

/** Lives it through and says how far the heap grew from the first tenth to the end, in MB. */
async function growthOf(life: LifeSchedule): Promise<number> {
  const heap = (): number => {
    collect();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  const tenth = Math.floor(ticksOf(life) / 10);
  expect(await lastValueFrom(conduct(life, { until: tenth }).pipe(count()))).toBe(tenth);
  const before = heap();
  await lastValueFrom(conduct(life, { from: tenth }).pipe(count()));
  return heap() - before;
}

const presets = Object.keys(nightPresets).filter((name) => nightPresets[name]!.kind !== 'cycle');
/** What code and the plans kept may take; those of a year would be more than 50. */
const GROWTH_MB = 8;

describe('a simulated year', () => {
  it.each(presets.map((preset) => ({ preset, days: daysOf(preset) })))(
    'of the preset $preset ($days days of it) runs in constant memory',
    { timeout: 1_200_000 },
    async ({ preset, days }) => {
      const life = lifeFrom({ days, source: { preset } });
      expect(await growthOf(life)).toBeLessThan(GROWTH_MB);
      expect(stateAt(life, ticksOf(life) - 1).night).toBe(days - 1);
    },
  );

  it.each(sleepModelNames)(
    `of the model %s (${modelDays} days of it) runs in constant memory`,
    { timeout: 1_200_000 },
    async (model) => {
      const life = lifeFrom({ days: modelDays, source: { model }, updates: { mode: 'equal', miniBatches: 4 } });
      expect(await growthOf(life)).toBeLessThan(GROWTH_MB);
    },
  );

  it('with manipulations keeps what each day owes, and is looked back into without living it all again', async () => {
    const manipulations = [{ kind: 'rem-deprivation', days: { from: 100, to: 102 } }, { kind: 'arousals' }];
    const life = lifeFrom({ days: YEAR, source: { preset: 'adult' }, manipulations });
    expect(await growthOf(life)).toBeLessThan(GROWTH_MB);
    const fresh = lifeFrom({ days: 110, source: { preset: 'adult' }, manipulations });
    for (const tick of [0, 101 * 72 + 50, 104 * 72 + 60]) expect(stateAt(life, tick)).toEqual(stateAt(fresh, tick));
    expect(lifeOf(life).wakesBeforeDay(100)).toBe(lifeOf(fresh).wakesBeforeDay(100));
  });
});

describe('mornings that are kept', () => {
  it('stay few and spread over all days, the first among them', () => {
    const kept = createBoundaries({ day: 0 });
    for (let day = 1; day <= 10_000; day++) kept.add({ day });
    const days = kept.all().map(({ day }) => day);
    expect(days.length).toBeLessThanOrEqual(64);
    expect(days[0]).toBe(0);
    expect(days.slice(1).map((day, i) => day - days[i]!)).toEqual(days.slice(1).map(() => 256));
    expect(kept.before(5000).day).toBe(4864);
    expect(kept.before(255).day).toBe(0);
  });

  it('are not moved by days that come again', () => {
    const kept = createBoundaries({ day: 0 });
    for (const day of [1, 2, 1, 2, 3, 0]) kept.add({ day });
    expect(kept.all().map(({ day }) => day)).toEqual([0, 1, 2, 3]);
  });
});
