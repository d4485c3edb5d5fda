import { describe, expect, it } from 'vitest';
import { nightRun } from '../test-data/night-runs.ts';
import { nightPartReports, reportNightPart } from './report-nights.ts';

const seeds = [1, 2, 3];
const of = (arm: string, options: Partial<Parameters<typeof nightRun>[0]> = {}) =>
  seeds.map((seed) => nightRun({ arm, seed, ...options, from: (options.from ?? 0.2) + 0.001 * seed }));

describe('reportNightPart', () => {
  it.each(nightPartReports.map(({ id }) => id))('%s without any run says what is missing and invents nothing', (id) => {
    const report = reportNightPart(id, []);
    expect(report.missing.length).toBeGreaterThan(0);
    expect(report.claims.every(({ verdict }) => verdict === 'unknown')).toBe(true);
    expect(JSON.stringify(report)).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('refuses a part that is none', () => {
    expect(() => reportNightPart('dreams', [])).toThrow(/part of the plan of nights, got dreams/);
  });

  it('tells of learning by a recorded night, morning by morning, with its mini-batches', () => {
    const { claims, tables, missing } = reportNightPart('conducted', of('recorded'));
    // 0.2 more after two nights for every seed: differences without any spread.
    expect(claims[0]).toMatchObject({
      verdict: 'holds',
      detail: expect.stringMatching(/\+20\.0 ± 0\.0 points, N = 3/),
    });
    expect(tables[0]!.rows[1]).toEqual(['recorded night', 'after night 1', '80.0', '30.0', '10.0', '30.2 ± 0.1 (N = 3)', '40.2 ± 0.1 (N = 3)']); // prettier-ignore
    expect(missing).toEqual(['no run of gleit-booth']);
  });

  it('compares sleepers at equal total and at equal Wake updates with the right partners', () => {
    const runs = [
      ...of('adult', { from: 0.3 }),
      ...of('newborn-equal-total', { from: 0.25 }),
      ...of('newborn-equal-wake', { from: 0.4 }),
      ...of('pad-equal-total', { from: 0.2 }),
      ...of('pad-equal-wake', { from: 0.3 }),
    ];
    const { claims, tables, missing } = reportNightPart('equal-updates', runs);
    expect(missing).toEqual([]);
    const softmax = claims.filter(({ text }) => text.includes('gradient descent'));
    expect(softmax.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds', 'unclear']);
    // 5 points, 10 points, 10 points and none.
    const means = softmax.map(({ detail }) => Number(/less [^:]+: \+?(-?[\d.]+)/.exec(detail)![1]));
    expect(means).toEqual([5, 10, 10, 0]);
    expect(tables[1]!.rows).toHaveLength(2 * 2 * 3);
  });

  it('tells REM loss from the readout after it, and rebound from the night after', () => {
    const nights = { nights: 4, firstNight: 5, step: 0.01 };
    const remOf = (arm: string, minutes: readonly number[], from: number) =>
      of(arm, { ...nights, from, manipulated: { from: 5, to: 6 } }).map((run) => ({
        ...run,
        days: run.days.map((day, i) => ({ ...day, remMinutes: minutes[i]! })),
      }));
    const { claims, tables } = reportNightPart('rem-deprivation', [
      ...remOf('undisturbed', [100, 100, 100, 100], 0.3),
      ...remOf('rem-deprived', [10, 8, 140, 120], 0.28),
      ...remOf('yoked', [95, 95, 100, 100], 0.3),
    ]);
    const [taken, control, rebound, readout] = claims;
    expect([taken, control, rebound, readout].map((claim) => claim!.verdict)).toEqual(Array(4).fill('holds'));
    // 100 - (10 + 8) / 2 = 91; 95 - 9 = 86; 140 - 100 = 40; 30 - 28 = 2 points.
    expect([taken, control, rebound, readout].map((claim) => /: \+([\d.]+)/.exec(claim!.detail)![1])).toEqual(['91.0', '86.0', '40.0', '2.0']); // prettier-ignore
    expect(tables[0]!.rows.map(([night]) => night)).toContain('8 (recovery)');
  });
});
