import {
  runStages,
  secondsAt,
  sleepStatistics,
  stateAt,
  ticksOf,
  ticksPerPeriod,
  type BrainState,
  type CycleSchedule,
  type NamedRun,
  type NightsSchedule,
  type RunStage,
  type StageRun,
} from '@oneiros/conductor';
import type { Preview } from './preview.ts';

/** Periods of the paper's schedule that are shown, and the most ticks of either kind. */
const CYCLES_SHOWN = 4;
const MOST_TICKS = 5000;

/** The first ticks of a schedule that counts in mini-batches: some cycles, or a day with its night. */
export function previewTicks(schedule: CycleSchedule | NightsSchedule): Preview {
  const period = ticksPerPeriod(schedule);
  const wanted = schedule.kind === 'cycle' ? CYCLES_SHOWN * period : period;
  const shown = Math.min(wanted, MOST_TICKS, ticksOf(schedule));
  const states = Array.from({ length: shown }, (_, tick) => stateAt(schedule, tick));
  const { secondsPerTick } = schedule;
  const runs = runsOf(states, secondsPerTick);
  const ach = Float32Array.from(states, (state) => state.ach);
  const na = Float32Array.from(states, (state) => state.na);
  const learning = { wake: 0, nrem: 0, rem: 0 };
  for (const { gates } of states) {
    learning.wake += gates.discriminator * gates.target;
    learning.nrem += gates.nrem;
    learning.rem += gates.discriminator * (1 - gates.target);
  }
  return {
    kind: schedule.kind,
    ...{ day: 0, from: 0, to: shown * secondsPerTick, runs, source: null, epochSeconds: secondsPerTick },
    ...{ sleepOnset: null, interventions: [], learning },
    levels: { achLeast: ach, achMost: ach, naLeast: na, naMost: na },
    gates: {
      starts: Float64Array.from({ length: shown + 1 }, (_, tick) => secondsAt(schedule, tick)),
      discriminator: Float32Array.from(states, ({ gates }) => gates.discriminator),
      target: Float32Array.from(states, ({ gates }) => gates.target),
    },
    statistics: isScored(runs) ? sleepStatistics({ runs, epochSeconds: secondsPerTick, source: 'schedule' }) : null,
    sourceStatistics: null,
    ticks: { period, total: ticksOf(schedule), shown },
  };
}

function runsOf(states: readonly BrainState[], secondsPerTick: number): NamedRun[] {
  const runs: { stage: string; seconds: number }[] = [];
  for (const { stage } of states) {
    const last = runs.at(-1);
    if (last?.stage === stage) last.seconds += secondsPerTick;
    else runs.push({ stage, seconds: secondsPerTick });
  }
  return runs;
}

const isScored = (runs: readonly NamedRun[]): runs is readonly StageRun[] =>
  runs.every(({ stage }) => runStages.includes(stage as RunStage));
