import { z } from 'zod';
import type { RunStage, StageRun } from '../stages.ts';
import { apportion } from './apportion.ts';
import { mergeRuns } from './runs.ts';

/** What a day of several sleeps must be like; the fields of {@link polyphasicDay}. */
export const polyphasicFields = {
  sleepMinutes: z.number().min(1).max(1440).describe('Sleep in 24 hours, minutes.'),
  remPercent: z.number().min(0).max(100).describe('REM (active sleep), % of sleep; the rest is undivided NREM.'),
  episodes: z.int().min(1).max(48).describe('Sleeps in 24 hours, evenly spaced.'),
  cycles: z.int().min(1).max(200).describe('Cycles in 24 hours, over all sleeps; each begins with REM.'),
} as const;

export type Polyphasic = { readonly [Field in keyof typeof polyphasicFields]: number };

const EPOCH_SECONDS = 30;
const DAY_EPOCHS = (24 * 3600) / EPOCH_SECONDS;

/**
 * 24 hours of sleeps with wake after each, in epochs of 30 s. Every cycle is REM, then NREM, of equal length. Deterministic.
 * @param polyphasic with no fewer cycles than episodes.
 * @source The arrangement is ours; newborns enter sleep through REM, in 3 to 4 cycles of 50 to 60 min.
 */
export function polyphasicDay({ sleepMinutes, remPercent, episodes, cycles }: Polyphasic): StageRun[] {
  const sleep = Math.round((sleepMinutes * 60) / EPOCH_SECONDS);
  const ones = (count: number): number[] => Array.from({ length: count }, () => 1);
  const rem = apportion(Math.round((sleep * remPercent) / 100), ones(cycles));
  const nrem = apportion(sleep - rem.reduce((a, b) => a + b, 0), ones(cycles));
  const wake = apportion(DAY_EPOCHS - sleep, ones(episodes));
  const runs: [RunStage, number][] = [];
  let cycle = 0;
  for (let episode = 0; episode < episodes; episode++) {
    // Spreads a remainder of cycles over the day: 18 in 5 episodes are 4 3 4 3 4.
    const end = Math.floor(((episode + 1) * cycles) / episodes + 0.5);
    for (; cycle < end; cycle++) runs.push(['REM', rem[cycle]!], ['NREM', nrem[cycle]!]);
    runs.push(['WAKE', wake[episode]!]);
  }
  return mergeRuns(runs.map(([stage, epochs]) => ({ stage, seconds: epochs * EPOCH_SECONDS })));
}
