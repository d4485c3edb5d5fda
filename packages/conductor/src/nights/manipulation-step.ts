import type { Hypnogram, StageRun } from '../stages.ts';
import { arouse, DROWSY_SECONDS, wakeFromNrem } from './awakenings.ts';
import { answerEntries, inEpochs, lightSleepOf } from './closed-loop.ts';
import { drugOf, changesAt } from './drugs.ts';
import type { Manipulation } from './manipulation-schema.ts';
import type { Intervention, LevelClamp, StageDebt } from './manipulation.ts';
import type { NightRandom } from './night-random.ts';
import { reshapeNight } from './reshape.ts';
import { editRuns, secondsOf, sleepPeriod } from './runs.ts';

/** What one manipulation leaves behind it. */
export interface ManipulationStep {
  readonly hypnogram: Hypnogram;
  readonly interventions: readonly Intervention[];
  readonly clamps: readonly LevelClamp[];
}

interface StepOptions {
  readonly random: NightRandom;
  /** What was owed in the evening. */
  readonly debt: StageDebt;
  /** When those were woken whom a yoked control is yoked to, since the start of the hypnogram. */
  readonly yokedMoments: readonly number[];
}

/** Runs, and the moments of interventions since their start. */
interface Edited {
  readonly runs: readonly StageRun[];
  readonly at: readonly number[];
}

interface Window {
  readonly from: number;
  readonly to: number;
}

type Of<Kind extends Manipulation['kind']> = Extract<Manipulation, { kind: Kind }>;

/** The window of a manipulation in a night, in whole epochs; null where nobody sleeps in it. */
function windowOf({ hours }: Manipulation, { runs, epochSeconds }: Hypnogram): Window | null {
  const period = sleepPeriod(runs);
  if (period === null || hours === undefined) return period;
  const since = (hour: number): number => period.from + Math.round((hour * 3600) / epochSeconds) * epochSeconds;
  const window = { from: since(hours.fromHour), to: Math.min(since(hours.toHour), period.to) };
  return window.to > window.from ? window : null;
}

function depriveOfRem(
  slice: readonly StageRun[],
  { toleratedSeconds, awakeSeconds, attemptMinutes }: Of<'rem-deprivation'>,
  { runs: whole, epochSeconds }: Hypnogram,
  { debt, random }: StepOptions,
): Edited {
  const { light, usual } = lightSleepOf(whole);
  const loop = {
    stage: 'REM',
    toleratedSeconds,
    answer: [
      { stage: 'WAKE', seconds: inEpochs(awakeSeconds, epochSeconds) },
      { stage: light, seconds: inEpochs(DROWSY_SECONDS, epochSeconds) },
    ],
    between: usual,
    attemptSeconds: attemptMinutes * 60,
    owedSeconds: debt.remSeconds,
    baselineSeconds: secondsOf(whole, 'REM'),
    epochSeconds,
  } as const;
  const { runs, answeredAt } = answerEntries(slice, loop, random('rem-deprivation'));
  return { runs, at: answeredAt };
}

function suppressSlowWaves(
  slice: readonly StageRun[],
  { toleratedSeconds, attemptMinutes }: Of<'sws-suppression'>,
  { runs: whole, epochSeconds }: Hypnogram,
  { debt, random }: StepOptions,
): Edited {
  const loop = {
    stage: 'N3',
    toleratedSeconds,
    answer: [{ stage: 'N1', seconds: inEpochs(DROWSY_SECONDS, epochSeconds) }],
    between: 'N2',
    attemptSeconds: attemptMinutes * 60,
    owedSeconds: debt.n3Seconds,
    baselineSeconds: secondsOf(whole, 'N3'),
    epochSeconds,
  } as const;
  const { runs, answeredAt } = answerEntries(slice, loop, random('sws-suppression'));
  return { runs, at: answeredAt };
}

const clampOf = ({ ach, na }: Of<'clamp'>, { from, to }: Window): LevelClamp => ({
  fromSeconds: from,
  toSeconds: to,
  ...(ach === undefined ? {} : { ach }),
  ...(na === undefined ? {} : { na }),
});

/** Does one thing to a night. @returns the same hypnogram where nobody sleeps in its window. */
export function manipulationStep(
  before: Hypnogram,
  manipulation: Manipulation,
  options: StepOptions,
): ManipulationStep {
  const window = windowOf(manipulation, before);
  if (window === null) return { hypnogram: before, interventions: [], clamps: [] };
  const { epochSeconds } = before;
  const { random } = options;
  const edit = (
    kind: Intervention['kind'] | null,
    change: (slice: readonly StageRun[]) => Edited,
  ): ManipulationStep => {
    const interventions: Intervention[] = [];
    const runs = editRuns(before.runs, window, (slice) => {
      const edited = change(slice);
      if (kind !== null) interventions.push(...edited.at.map((seconds) => ({ seconds: window.from + seconds, kind })));
      return edited.runs;
    });
    return { hypnogram: { ...before, runs }, interventions, clamps: [] };
  };
  switch (manipulation.kind) {
    case 'rem-deprivation':
      return edit('rem-awakening', (slice) => depriveOfRem(slice, manipulation, before, options));
    case 'yoked-awakenings': {
      const moments = options.yokedMoments.map((seconds) => seconds - window.from);
      const { awakeSeconds } = manipulation;
      return edit('yoked-awakening', (slice) => wakeFromNrem(slice, moments, { awakeSeconds, epochSeconds }));
    }
    case 'sws-suppression':
      return edit('sws-sound', (slice) => suppressSlowWaves(slice, manipulation, before, options));
    case 'arousals': {
      const { perHour, seconds, stages } = manipulation;
      const arousals = { perHour, seconds, stages, epochSeconds };
      return edit('arousal', (slice) => arouse(slice, arousals, random('arousals')));
    }
    case 'clamp':
      return { hypnogram: before, interventions: [], clamps: [clampOf(manipulation, window)] };
    case 'ssri':
    case 'cholinesterase-inhibitor':
    case 'prazosin':
    case 'clonidine': {
      const changes = changesAt(drugOf(manipulation)!, manipulation.strength);
      const movesRemLatency = window.from === sleepPeriod(before.runs)!.from;
      return edit(null, (slice) => ({
        runs: reshapeNight(slice, changes, { epochSeconds, movesRemLatency }),
        at: [],
      }));
    }
    default:
      throw new Error(`${String(manipulation satisfies never)} is no kind of manipulation`);
  }
}
