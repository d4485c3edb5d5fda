import { z } from 'zod';
import type { RunStage, StageRun } from '../stages.ts';
import { apportion, apportionCapped } from './apportion.ts';
import { mergeRuns } from './runs.ts';

const minutes = z.number().min(0).max(1440);
const percent = z.number().min(0).max(100);

/** What a night must be like; the fields of {@link architectureNight}. Statistics are those of the AASM. */
export const architectureFields = {
  sleepMinutes: minutes.min(1).describe('Total sleep time, minutes.'),
  sleepOnsetMinutes: minutes.describe('Wake before sleep onset, minutes.'),
  wakeMinutes: minutes.describe('Wake after sleep onset, up to the last sleep, minutes.'),
  finalWakeMinutes: minutes.describe('Wake in bed after the last sleep, minutes.'),
  awakenings: z.int().min(0).max(500).describe('How many awakenings wakeMinutes are divided into.'),
  n1Percent: percent.describe('N1, % of total sleep time.'),
  n3Percent: percent.describe('N3, % of total sleep time.'),
  remPercent: percent.describe('REM, % of total sleep time; N2 is the rest.'),
  remLatencyMinutes: minutes.describe(
    'From sleep onset to the first REM period (to the first after the one at sleep onset), awakenings included, minutes.',
  ),
  cycles: z.int().min(1).max(20).describe('Cycles of NREM and REM; REM at sleep onset is one period more.'),
  remGrowth: z.number().min(0).max(10).describe('The k-th REM period, from 0, is 1 + remGrowth k times the first.'),
  n3DecayCycles: z.number().positive().max(100).describe('N3 of a cycle falls by 1/e over so many cycles.'),
  onsetRemMinutes: minutes.describe('REM at sleep onset (SOREM), minutes; counts towards remPercent.'),
} as const;

export type Architecture = { readonly [Field in keyof typeof architectureFields]: number };

/** Epochs of 30 s, as the AASM scores. */
export const ARCHITECTURE_EPOCH_SECONDS = 30;
const epochsOf = (minutes: number): number => Math.round((minutes * 60) / ARCHITECTURE_EPOCH_SECONDS);

/** What does not fit into an architecture: a field and why; empty where all fits. */
export function architectureProblems(
  a: Architecture,
): { readonly field: keyof Architecture; readonly message: string }[] {
  const percents = a.n1Percent + a.n3Percent + a.remPercent;
  if (percents > 100)
    return [{ field: 'remPercent', message: `expected N1, N3 and REM within 100 % of sleep, got ${percents} %` }];
  const rem = (a.sleepMinutes * a.remPercent) / 100;
  if (a.onsetRemMinutes > rem)
    return [
      { field: 'onsetRemMinutes', message: `expected at most the ${rem} minutes of REM, got ${a.onsetRemMinutes}` },
    ];
  if (a.awakenings === 0 && a.wakeMinutes > 0)
    return [{ field: 'awakenings', message: `expected some to hold the ${a.wakeMinutes} minutes of wake, got 0` }];
  const longest = a.sleepMinutes - rem + a.onsetRemMinutes;
  if (a.remLatencyMinutes < a.onsetRemMinutes || a.remLatencyMinutes > longest)
    return [
      {
        field: 'remLatencyMinutes',
        message: `expected from ${a.onsetRemMinutes} to ${longest} minutes, the NREM there is, got ${a.remLatencyMinutes}`,
      },
    ];
  return [];
}

interface Cycle {
  readonly n1: number;
  readonly n2: number;
  readonly n3: number;
  readonly rem: number;
  /** Lengths of its awakenings. */
  readonly wake: readonly number[];
}

/** Share of the N2 of a cycle that lies before its N3. */
const DESCENT_SHARE = 0.4;
/** Of a cycle's NREM that N3 may fill. */
const N3_LIMIT = 0.85;

/**
 * The cycles of a night, in epochs. REM periods grow by `remGrowth`; the first NREM period ends at the REM latency and the
 * others are equal; N3 decays over the cycles; N1 follows sleep onset, REM and awakenings; N2 is the rest.
 */
function cyclesOf(a: Architecture): Cycle[] {
  const indices = Array.from({ length: a.cycles }, (_, k) => k);
  const sleep = epochsOf(a.sleepMinutes);
  const rem = Math.round((sleep * a.remPercent) / 100);
  const onsetRem = epochsOf(a.onsetRemMinutes);
  const rems = apportion(
    rem - onsetRem,
    indices.map((k) => 1 + a.remGrowth * k),
  );
  // Awakenings gather late in the night, in the half of sleep where N3 is gone.
  const counts = apportion(
    a.awakenings,
    indices.map((k) => 1 + k / a.cycles),
  );
  const lengths = apportion(
    epochsOf(a.wakeMinutes),
    Array.from({ length: a.awakenings }, () => 1),
  );
  const wakes = counts.map((count) => lengths.splice(0, count).filter((length) => length > 0));
  const wakeOfFirst = wakes[0]!.reduce((sum, length) => sum + length, 0);
  const nrem = sleep - rem;
  const first =
    a.cycles === 1 ? nrem : Math.min(Math.max(epochsOf(a.remLatencyMinutes) - onsetRem - wakeOfFirst, 0), nrem);
  const others = apportion(
    nrem - first,
    indices.slice(1).map(() => 1),
  );
  const nrems = [first, ...others];
  const n3s = apportionCapped(
    Math.round((sleep * a.n3Percent) / 100),
    indices.map((k) => Math.exp(-k / a.n3DecayCycles)),
    nrems.map((length) => Math.floor(N3_LIMIT * length)),
  );
  const n1s = apportionCapped(
    Math.round((sleep * a.n1Percent) / 100),
    wakes.map((wake) => 1 + wake.length),
    nrems.map((length, k) => length - n3s[k]!),
  );
  return indices.map((k) => ({
    n1: n1s[k]!,
    n2: nrems[k]! - n1s[k]! - n3s[k]!,
    n3: n3s[k]!,
    rem: rems[k]!,
    wake: wakes[k]!,
  }));
}

/** N1, N2, N3, then N2 that awakenings with N1 after them divide, then REM; the first awakening of a later cycle ends the REM before. */
function* runsOfCycle({ n1, n2, n3, rem, wake }: Cycle, isFirst: boolean): Generator<[RunStage, number]> {
  const afterRem = isFirst ? [] : wake.slice(0, 1);
  const inside = wake.slice(afterRem.length);
  const [falling, ...drowsy] = apportion(n1, [1, ...inside.map(() => 1)]);
  const descent = Math.round(n2 * DESCENT_SHARE);
  const ascent = apportion(n2 - descent, [1, ...inside.map(() => 1)]);
  for (const length of afterRem) yield ['WAKE', length];
  yield ['N1', falling!];
  yield ['N2', descent];
  yield ['N3', n3];
  yield ['N2', ascent[0]!];
  for (const [i, length] of inside.entries()) {
    yield ['WAKE', length];
    yield ['N1', drowsy[i]!];
    yield ['N2', ascent[i + 1]!];
  }
  yield ['REM', rem];
}

/**
 * A night that has the given architecture, in epochs of 30 s. Deterministic.
 * @param architecture without {@link architectureProblems}.
 * @returns runs that last sleepOnsetMinutes + sleepMinutes + wakeMinutes + finalWakeMinutes, each rounded to epochs.
 * @source The generator is ours: it arranges given statistics and explains none.
 */
export function architectureNight(architecture: Architecture): StageRun[] {
  const runs: [RunStage, number][] = [
    ['WAKE', epochsOf(architecture.sleepOnsetMinutes)],
    ['REM', epochsOf(architecture.onsetRemMinutes)],
  ];
  cyclesOf(architecture).forEach((cycle, k) =>
    runs.push(...runsOfCycle(cycle, k === 0 && architecture.onsetRemMinutes === 0)),
  );
  runs.push(['WAKE', epochsOf(architecture.finalWakeMinutes)]);
  return mergeRuns(runs.map(([stage, epochs]) => ({ stage, seconds: epochs * ARCHITECTURE_EPOCH_SECONDS })));
}
