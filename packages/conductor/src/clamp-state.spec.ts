import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampState } from './clamp-state.ts';
import { parseSchedule, resolveSchedule } from './parse-schedule.ts';
import { stateAt } from './state-at.ts';

const paper = parseSchedule('kind: cycle');
const graded = resolveSchedule({ kind: 'cycle', rampSeconds: 15, gates: { mode: 'graded', width: 0.08 } });
const life = resolveSchedule({ kind: 'life', days: 1 });
const schedules = [paper, graded, life];

const level = fc.double({ min: 0, max: 1, noNaN: true });

describe('clampState', () => {
  it('returns the very state where nothing is held', () => {
    for (const schedule of schedules) {
      const state = stateAt(schedule, 4);
      expect(clampState(schedule, state, {})).toBe(state);
      expect(clampState(schedule, state, { ach: null, na: undefined })).toBe(state);
    }
  });

  it('makes REM of NREM by ACh alone, and Wake of REM by NA alone, with the hard gates of the paper', () => {
    const nrem = stateAt(paper, 1);
    const [wake, rem] = [stateAt(paper, 3), stateAt(paper, 2)];
    expect(clampState(paper, nrem, { ach: 1 })).toEqual({ ...nrem, ach: 1, gates: rem.gates });
    expect(clampState(paper, rem, { na: 1 })).toEqual({ ...rem, na: 1, gates: wake.gates });
  });

  it('counts a level of exactly 1/2 as high, as the schedule does', () => {
    const { gates } = clampState(paper, stateAt(paper, 1), { ach: 0.5, na: 0.5 });
    expect(gates).toEqual({ discriminator: 1, target: 1, sign: 1, nrem: 0, connected: true });
  });

  it('takes the logistic of graded gates at the held level: sigma((0.58 - 0.5) / 0.08) = sigma(1)', () => {
    const { gates } = clampState(graded, stateAt(graded, 1), { ach: 0.58 });
    expect(gates.discriminator).toBeCloseTo(0.7310585786300049, 12); // 1 / (1 + e^-1)
    expect(gates.nrem).toBe(1 - gates.discriminator);
  });

  it('settles negligible gates of a life as its own ticks are settled', () => {
    // sigma((0.1 - 0.5) / 0.08) = sigma(-5) = 0.0067 < 0.01
    const { gates } = clampState(life, stateAt(life, 3), { ach: 0.1, na: 0.9 });
    expect(gates).toEqual({ discriminator: 0, target: 1, sign: 1, nrem: 1, connected: true });
  });

  it('leaves what follows from the other level to the last bit, and time and stage always', () => {
    fc.assert(
      fc.property(fc.constantFrom(...schedules), fc.nat(47), level, (schedule, tick, held) => {
        const state = stateAt(schedule, tick);
        const byAch = clampState(schedule, state, { ach: held });
        const { discriminator, nrem, ...ofNa } = state.gates;
        expect(byAch).toEqual({ ...state, ach: held, gates: { ...byAch.gates, ...ofNa } });
        expect(byAch.gates.nrem).toBe(1 - byAch.gates.discriminator);
        const byNa = clampState(schedule, state, { na: held });
        expect(byNa).toEqual({ ...state, na: held, gates: { ...byNa.gates, discriminator, nrem } });
        expect(byNa.gates.sign).toBe(2 * byNa.gates.target - 1);
      }),
    );
  });

  it('refuses a level that is none', () => {
    expect(() => clampState(paper, stateAt(paper, 0), { ach: 1.2 })).toThrow(
      /ACh held at a level from 0 to 1, got 1.2/,
    );
    expect(() => clampState(paper, stateAt(paper, 0), { na: NaN })).toThrow(/NA held/);
  });
});
