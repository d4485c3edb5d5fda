import type { RandomStream } from '@oneiros/random';
import type { RunStage, StageRun } from '../stages.ts';
import { mergeRuns } from './runs.ts';

/** Counted transitions between stages: row from, column to. */
export interface TransitionCounts {
  readonly epochSeconds: number;
  readonly stages: readonly RunStage[];
  readonly counts: readonly (readonly number[])[];
  readonly source: string;
}

const mouse = (counts: readonly (readonly number[])[]): TransitionCounts => ({
  epochSeconds: 4,
  stages: ['WAKE', 'NREM', 'REM'],
  counts,
  source: '12 C57BL/6J mice, Diessler et al. 2018, PLoS Biol 16:e2005750, and Jan et al. 2019 (mxjan/SWDMr, CC-BY)',
});

/** Transitions of mice, counted epoch by epoch in the light, in the dark, and in the dark after 6 h of sleep deprivation. */
export const mouseTransitions = {
  light: mouse([
    [84565, 5034, 1163],
    [4180, 140560, 1419],
    [2013, 570, 19672],
  ]),
  dark: mouse([
    [183512, 2390, 203],
    [2154, 65581, 323],
    [443, 83, 4487],
  ]),
  recovery: mouse([
    [77734, 3162, 18],
    [2766, 39939, 399],
    [417, 0, 5153],
  ]),
} as const;

/** Transitions of human nights. They hold no cycle of 90 minutes: only noise around a night that has one. */
export const humanTransitions: TransitionCounts = {
  epochSeconds: 30,
  stages: ['WAKE', 'N1', 'N2', 'N3', 'REM'],
  counts: [
    [11737, 571, 84, 2, 2],
    [281, 6697, 1661, 11, 59],
    [253, 1070, 26259, 505, 272],
    [49, 176, 279, 9630, 12],
    [57, 189, 84, 2, 10071],
  ],
  source: 'Metzner et al. 2021, Commun Biol 4:1385, the default of YASA',
};

/** Hours in which one table of {@link mouseTransitions} holds. */
export interface MarkovPhase {
  readonly table: keyof typeof mouseTransitions;
  readonly hours: number;
}

/** The next stage, drawn from the row of this one. */
export function drawNext({ stages, counts }: TransitionCounts, stage: RunStage, random: RandomStream): RunStage {
  const row = counts[stages.indexOf(stage)]!;
  let left = random.uniform() * row.reduce((a, b) => a + b, 0);
  for (const [i, count] of row.entries()) {
    left -= count;
    if (left < 0) return stages[i]!;
  }
  return stage;
}

/** A chain through the phases, from Wake. */
export function markovRuns(phases: readonly MarkovPhase[], random: RandomStream): StageRun[] {
  const runs: StageRun[] = [];
  let stage: RunStage = 'WAKE';
  for (const { table, hours } of phases) {
    const transitions = mouseTransitions[table];
    const epochs = Math.round((hours * 3600) / transitions.epochSeconds);
    for (let epoch = 0; epoch < epochs; epoch++) {
      runs.push({ stage, seconds: transitions.epochSeconds });
      stage = drawNext(transitions, stage, random);
    }
  }
  return mergeRuns(runs);
}
