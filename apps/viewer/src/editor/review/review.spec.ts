import {
  DAY_SECONDS,
  lifeOf,
  resolveSchedule,
  secondsOf,
  sleepStatistics,
  stateAt,
  type StageRun,
} from '@oneiros/conductor';
import { describe, expect, it } from 'vitest';
import type { ScheduleDraft } from '../model/schedule-draft.ts';
import type { Preview } from './preview.ts';
import { reviewDraft, type ReviewPart } from './review.ts';

const review = (draft: ScheduleDraft, day = 0, wholeDay = false): ReviewPart[] =>
  [...reviewDraft({ draft, day, wholeDay })].filter((part) => part !== undefined);

const previewOf = (draft: ScheduleDraft, day = 0, wholeDay = false): Preview => {
  const last = review(draft, day, wholeDay).at(-1);
  if (last?.part !== 'preview') throw new Error(JSON.stringify(last));
  return last.preview;
};

const deprived = { kind: 'life', manipulations: [{ kind: 'rem-deprivation', days: { from: 1, to: 1 } }] };

describe('reviewDraft', () => {
  it('tells every problem with its path, and then nothing more', () => {
    expect(review({ kind: 'life', days: 0, gates: { widht: 1 } })).toEqual([
      {
        part: 'problems',
        problems: [
          expect.objectContaining({ path: 'days', message: expect.stringContaining('>=1') }),
          expect.objectContaining({ path: 'gates.widht', message: expect.stringContaining('did you mean "width"?') }),
        ],
      },
    ]);
  });

  it('has the statistics of the night that a run lives, and gates of the ticks in it', () => {
    const { statistics, gates, from, to, runs, source } = previewOf({ kind: 'life' });
    // The preset's own numbers: 452 min of sleep, 23.9 % of them REM, in whole epochs.
    expect(statistics!.TST).toBeCloseTo(452, 1);
    expect(statistics!.REM).toBeCloseTo(108, 0);
    expect(secondsOf(runs as readonly StageRun[])).toBe(to - from);
    expect(source).toBeNull();
    expect(gates.starts.at(0)).toBe(0);
    expect(gates.starts.at(-1)).toBe(to - from);
    const schedule = resolveSchedule({ kind: 'life' });
    const lastOfDay = stateAt(schedule, 359); // 24 h in mini-batches of 4 min are 360 ticks
    expect(gates.discriminator.at(-1)).toBeCloseTo(lastOfDay.gates.discriminator, 6);
    expect(gates.target.at(-1)).toBeCloseTo(lastOfDay.gates.target, 6);
  });

  it('shows what manipulations change beside what was there before', () => {
    const { statistics, sourceStatistics, interventions, source } = previewOf(deprived, 1);
    expect(sourceStatistics!.REM).toBeCloseTo(108, 0);
    expect(statistics!.REM).toBeLessThan(20);
    expect(interventions.length).toBeGreaterThan(3);
    expect(source).not.toBeNull();
    // What was lost is owed: REM rebounds in the night after, on which nothing acts.
    expect(previewOf(deprived, 2).statistics!.REM).toBeGreaterThan(120);
  });

  it('draws the levels as they are lived, from least to most', () => {
    const preview = previewOf({ kind: 'life', levels: { infraslow: { enabled: true } } }, 0, true);
    const { naLeast, naMost } = preview.levels;
    const { levels } = lifeOf(
      resolveSchedule({ kind: 'life', levels: { infraslow: { enabled: true } } }) as never,
    ).planOf(0);
    expect([preview.from, preview.to]).toEqual([0, DAY_SECONDS]);
    for (const stretch of [0, 300, 450, 599]) {
      const middle = levels.at((DAY_SECONDS * (stretch + 0.5)) / naLeast.length).na;
      expect(naLeast[stretch]!).toBeLessThanOrEqual(middle + 0.01);
      expect(naMost[stretch]!).toBeGreaterThanOrEqual(middle - 0.01);
    }
  });

  it('sums what each state teaches: in 24 hours every mini-batch is wake, NREM or REM', () => {
    const { learning, ticks } = previewOf({ kind: 'life' });
    expect(learning.wake + learning.nrem + learning.rem).toBeCloseTo(360, 3);
    expect(ticks).toEqual({ period: 360, total: 1800, shown: 360 });
  });

  it('shows the paper’s schedule by its ticks', () => {
    const preview = previewOf({ kind: 'cycle' });
    expect(preview.runs.slice(0, 3)).toEqual([
      { stage: 'WAKE', seconds: 30 },
      { stage: 'NREM', seconds: 30 },
      { stage: 'REM', seconds: 30 },
    ]);
    expect([...preview.gates.discriminator.slice(0, 3)]).toEqual([1, 0, 1]);
    expect([...preview.gates.target.slice(0, 3)]).toEqual([1, 0, 0]);
    expect(preview.ticks.total).toBe(Number.POSITIVE_INFINITY);
  });

  it('has no statistics of stages that no scoring knows', () => {
    const draft = { kind: 'cycle', order: ['wake', 'torpor'], levels: { torpor: { ach: 0, na: 0 } } };
    expect(previewOf(draft).statistics).toBeNull();
    const night = previewOf({ kind: 'nights' });
    expect(night.statistics).toEqual(
      sleepStatistics({ runs: night.runs as readonly StageRun[], epochSeconds: 240, source: 'schedule' }),
    );
  });

  it('lives a sleep model, whose night is half an hour around its sleep', () => {
    const { runs, statistics } = previewOf({ kind: 'life', days: 1, source: { model: 'gleit-booth' } });
    expect(runs[0]).toEqual({ stage: 'WAKE', seconds: 1800 });
    expect(statistics!.TST).toBeGreaterThan(300);
  });
});
