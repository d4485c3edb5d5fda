import { lifeOf, ticksOf, type LifeSchedule } from '@oneiros/conductor';
import { createWakeClock } from '@oneiros/simulation';
import { describe, expect, it } from 'vitest';
import { nightParts } from './night-arms.ts';
import { planNights, type NightsRequest } from './plan-nights.ts';
import { withTicksADay, withWakes, wakesOf, type LifeInput } from './wakes-a-day.ts';

const recording: LifeInput = {
  kind: 'life',
  source: { hypnogram: { runs: [['WAKE', 1800], ['N2', 18_000], ['REM', 3600]] } },
}; // prettier-ignore
const request: NightsRequest = {
  parts: nightParts,
  sizes: { days: 2, wakesADay: 40, deprivedNights: 2, recoveryNights: 1 },
  seeds: [1, 2],
  recording,
  layers: [{ data: { name: 'scenes', train: 100 }, batchSize: 10 }],
};
const tasks = planNights(request);
const taskOf = (night: string, seed = 1) =>
  tasks.find(({ overrides }) => overrides['night'] === night && overrides['seed'] === seed)!;
const lifeIn = (night: string): LifeSchedule => taskOf(night).config.schedule as LifeSchedule;
const ticksIn = (night: string): number => createWakeClock(taskOf(night).config, 10).totalTicks;
const wakesIn = (night: string): number => createWakeClock(taskOf(night).config, 10).seenBefore(ticksIn(night));

describe('withWakes', () => {
  it.each(['adult', 'newborn', 'narcolepsy'])('no other number of mini-batches a day is nearer for %s', (preset) => {
    const life: LifeInput = { kind: 'life', days: 2, source: { preset } };
    const found = withWakes(life, 90);
    const miss = Math.abs(wakesOf(found) - 90);
    const ticks = lifeOf(found).ticksPerDay;
    for (const other of [ticks - 1, ticks + 1]) {
      expect(Math.abs(wakesOf(withTicksADay(life, other)) - 90)).toBeGreaterThanOrEqual(miss);
    }
    expect(miss).toBeLessThanOrEqual(2);
  });
});

describe('planNights', () => {
  it('makes totals equal, and what is seen while awake', () => {
    const adult = ticksIn('adult');
    expect(ticksIn('newborn-equal-total')).toBe(adult);
    expect(ticksIn('pad-equal-total')).toBe(adult);
    // Days have whole numbers of mini-batches.
    expect(Math.abs(wakesIn('newborn-equal-wake') - wakesIn('adult'))).toBeLessThanOrEqual(2);
    expect(wakesIn('pad-equal-wake')).toBe(wakesIn('adult'));
    expect(ticksIn('newborn-equal-wake')).toBeGreaterThan(adult);
    for (const night of ['recorded', 'gleit-booth', 'adult'])
      expect(Math.abs(wakesIn(night) - 80)).toBeLessThanOrEqual(2);
  });

  it('forks three nights from one brain a seed, whose past they share', () => {
    const brain = taskOf('adult', 2);
    for (const night of ['undisturbed', 'rem-deprived', 'yoked']) {
      const child = taskOf(night, 2);
      expect(child.from).toBe(brain.id);
      expect(tasks.indexOf(child)).toBeGreaterThan(tasks.indexOf(brain));
    }
    const [adult, deprived] = [lifeIn('adult'), lifeIn('rem-deprived')];
    expect(lifeOf(deprived).ticksPerDay).toBe(lifeOf(adult).ticksPerDay);
    expect(lifeOf(deprived).planOf(1).runs).toEqual(lifeOf(adult).planOf(1).runs);
    expect(deprived.manipulations).toMatchObject([{ kind: 'rem-deprivation', days: { from: 2, to: 3 } }]);
    // Two days of the brain, two nights of awakenings, one of recovery.
    expect(ticksOf(deprived)).toBe(5 * lifeOf(adult).ticksPerDay);
  });

  it('reads out before learning and each morning, of a cycle in as many equal parts', () => {
    expect(taskOf('adult').config.probes.at).toMatchObject([{ probe: 'readout', ticks: [0], everyNights: 1 }]);
    const total = ticksIn('pad-equal-wake');
    expect(taskOf('pad-equal-wake').config.probes.at).toMatchObject([
      { probe: 'readout', ticks: [0, total / 2, total] },
    ]);
  });

  it('is the same plan whenever it is made, and takes what is asked beside', () => {
    expect(planNights(request)).toEqual(tasks);
    const graded = planNights({ ...request, layers: [...request.layers, { schedule: { gates: { mode: 'hard' } } }] });
    expect(graded.every(({ config }) => config.schedule.gates.mode === 'hard')).toBe(true);
  });

  it('leaves out the recorded night where there is none, and what other parts need', () => {
    const nights = planNights({ ...request, recording: undefined, parts: ['rem-deprivation'], seeds: [1] });
    expect(nights.map(({ overrides }) => overrides['night'])).toEqual([
      'adult',
      'undisturbed',
      'rem-deprived',
      'yoked',
    ]);
  });
});
