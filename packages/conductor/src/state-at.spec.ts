import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TickOutOfRangeError } from './errors.ts';
import { cyclesToTicks, endsCycle, stateAt, ticksOf, ticksPerPeriod } from './state-at.ts';
import { resolveSchedule } from './parse-schedule.ts';
import type { Schedule } from './schedule-schema.ts';
import { summarise } from './summarise.ts';
import { tinyCycle, tinyNights } from './test-kit/tiny-schedules.ts';

const states = (schedule: Schedule, ticks: number) =>
  Array.from({ length: ticks }, (_, tick) => stateAt(schedule, tick));
const LETTERS: Readonly<Record<string, string>> = { WAKE: 'W', NREM: 'N', REM: 'R', N2: '2', N3: '3', QUIET: 'Q' };
/** A stretch of the hypnogram, one letter a tick. */
const letters = (schedule: Schedule, ticks: number): string =>
  states(schedule, ticks)
    .map(({ stage }) => LETTERS[stage])
    .join('');

describe("the paper's schedule", () => {
  it('cycles Wake, NREM and REM with one mini-batch each', () => {
    expect(letters(tinyCycle(), 7)).toBe('WNRWNRW');
    expect(states(tinyCycle(), 4).map(({ ach, na }) => [ach, na])).toEqual([
      [1, 1],
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
  });

  it('lives in blocks where each state lasts several mini-batches', () => {
    const blocks = tinyCycle({ blockTicks: 3 });
    expect(letters(blocks, 12)).toBe('WWWNNNRRRWWW');
    expect(ticksPerPeriod(blocks)).toBe(9);
    expect([8, 9].map((tick) => stateAt(blocks, tick).cycle)).toEqual([0, 1]);
  });

  it('tells tick, cycle, seconds and gates', () => {
    expect(stateAt(tinyCycle({ secondsPerTick: 30 }), 8)).toEqual({
      tick: 8,
      cycle: 2,
      night: 0,
      seconds: 240,
      stage: 'REM',
      ach: 1,
      na: 0,
      gates: { discriminator: 1, target: 0, sign: -1, nrem: 0, connected: false },
    });
  });

  it('takes any order, also with quiet wake and states of a name of one’s own', () => {
    expect(letters(tinyCycle({ order: ['wake', 'rem', 'nrem'] }), 4)).toBe('WRNW');
    expect(letters(tinyCycle({ order: ['quiet-wake', 'wake', 'wake', 'nrem'] }), 8)).toBe('QWWNQWWN');
    const own = tinyCycle({ order: ['twilight', 'wake'], levels: { twilight: { ach: 0.5, na: 0.4 } } });
    expect(stateAt(own, 0)).toMatchObject({ stage: 'twilight', gates: { discriminator: 1, target: 0 } });
  });

  it('never ends', () => {
    expect(ticksOf(tinyCycle())).toBe(Infinity);
    expect(stateAt(tinyCycle(), 3e15).cycle).toBe(1e15);
  });
});

describe('nights', () => {
  it('are a day of Wake and then cycles of NREM and REM', () => {
    expect(letters(tinyNights(), 18)).toBe('WWW23R2RRWWW23R2RR');
    expect([ticksPerPeriod(tinyNights()), ticksOf(tinyNights())]).toEqual([9, 18]);
  });

  it('count Wake mini-batches as cycles, and nights with their days', () => {
    const all = states(tinyNights(), 18);
    expect(all.map(({ cycle }) => cycle)).toEqual([0, 1, 2, 2, 2, 2, 2, 2, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5]);
    expect(all.map(({ night }) => night)).toEqual([...Array(9).fill(0), ...Array(9).fill(1)]);
    expect(all.at(-1)!.seconds).toBe(17);
  });

  it('change the lengths of bouts linearly over the night', () => {
    const schedule = tinyNights({
      dayMiniBatches: 1,
      cyclesPerNight: 3,
      nremTicks: { first: 5, last: 1 },
      remTicks: { first: 1, last: 4 },
      deepShare: { first: 0, last: 0 },
    });
    // NREM 5 3 1; REM 1, 2.5 rounded up to 3, 4
    expect(letters(schedule, 18)).toBe('W22222R222RRR2RRRR');
    expect(ticksPerPeriod(schedule)).toBe(18);
  });

  it('put N3 in the middle of an NREM bout', () => {
    const schedule = tinyNights({ dayMiniBatches: 1, cyclesPerNight: 1, nremTicks: { first: 6, last: 6 } });
    expect(letters(schedule, 8)).toBe('W223332R');
  });

  it('are textbook nights unless told otherwise: 24 hours, 8.6 of them sleep, a quarter of it REM', () => {
    const schedule = resolveSchedule({ kind: 'nights' });
    const { seconds, stages } = summarise(schedule, ticksPerPeriod(schedule));
    const ticks = Object.fromEntries(stages.map((stage) => [stage.stage, stage.ticks]));
    expect(seconds).toBe(24 * 3600);
    expect(ticks).toEqual({ WAKE: 231, N2: 63, N3: 33, REM: 33 });
  });

  it('allow a night without sleep and a night without REM', () => {
    expect(letters(tinyNights({ cyclesPerNight: 0 }), 6)).toBe('WWWWWW');
    expect(letters(tinyNights({ remTicks: { first: 0, last: 0 } }), 6)).toBe('WWW232');
  });

  it('end with the last night', () => {
    for (const tick of [18, -1, 0.5, NaN]) expect(() => stateAt(tinyNights(), tick)).toThrow(TickOutOfRangeError);
    expect(() => stateAt(tinyNights(), 18)).toThrow('an integer from 0 to 17, got 18');
  });
});

describe('cycles', () => {
  it('end where the next tick belongs to another one', () => {
    for (const schedule of [tinyCycle(), tinyNights(), tinyCycle({ order: ['wake', 'wake', 'rem'] })]) {
      for (let tick = 0; tick < 17; tick++) {
        const isLast = stateAt(schedule, tick).cycle !== stateAt(schedule, tick + 1).cycle;
        expect(endsCycle(schedule, tick)).toBe(isLast);
      }
    }
    expect(endsCycle(tinyNights(), 17)).toBe(true);
  });

  it('are complete after cyclesToTicks', () => {
    expect([0, 1, 4].map((n) => cyclesToTicks(tinyCycle(), n))).toEqual([0, 3, 12]);
    // The third Wake mini-batch of a day is complete with its night.
    expect([0, 1, 2, 3, 4, 6].map((n) => cyclesToTicks(tinyNights(), n))).toEqual([0, 1, 2, 9, 10, 18]);
    expect(() => cyclesToTicks(tinyCycle(), -1)).toThrow(RangeError);
  });
});

describe('ramps between states', () => {
  it('average level and gates over the first tick of a bout, and leave the others alone', () => {
    const schedule = tinyNights({ secondsPerTick: 10, rampSeconds: 4 });
    // Wake -> N2 in tick 3: both levels fall from 1 to 0 in 4 of 10 s: mean 0.2, above 1/2 for 2 of 10 s.
    expect(stateAt(schedule, 3)).toMatchObject({
      ach: 0.2,
      na: 0.2,
      gates: { discriminator: 0.2, target: 0.2, connected: false },
    });
    expect(stateAt(schedule, 2)).toMatchObject({ ach: 1, na: 1 });
    // N3 -> REM in tick 5: ACh rises from 0 to 1.
    const rem = stateAt(schedule, 5);
    expect(rem.ach).toBeCloseTo(0.8, 12);
    expect(rem.gates.discriminator).toBeCloseTo(0.8, 12);
    expect(rem.na).toBe(0);
  });

  it('lead from the last bout of a night into the next day, but not into the first tick of all', () => {
    const schedule = tinyNights({ secondsPerTick: 10, rampSeconds: 4 });
    expect(stateAt(schedule, 0).na).toBe(1);
    expect(stateAt(schedule, 9).na).toBeCloseTo(0.8, 12);
  });

  it('never change when the senses are open', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('wake', 'nrem', 'rem', 'half'), { minLength: 1 }),
        fc.nat(60),
        (order, tick) => {
          const levels = { half: { ach: 0.5, na: 0.5 } };
          const custom = order.includes('half') ? { levels } : {};
          const sharp = tinyCycle({ order, ...custom });
          const soft = tinyCycle({ order, ...custom, rampSeconds: 0.5 });
          expect(stateAt(soft, tick).gates.connected).toBe(stateAt(sharp, tick).gates.connected);
        },
      ),
    );
  });
});
