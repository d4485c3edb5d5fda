import type { RandomStream } from '@oneiros/random';
import type { StageRun } from '../stages.ts';
import type { LevelsConfig } from './levels-schema.ts';

/** One wave of NA: a sine from its mean over crest and trough back. */
export interface InfraslowWave {
  /** Since the start of the runs. */
  readonly seconds: number;
  readonly periodSeconds: number;
  /** Since the start of the runs; null where the crest brings no micro-arousal. */
  readonly microArousalAt: number | null;
  /** Where the wave is cut: the end of its sleep. */
  readonly until: number;
}

/** A stretch without gaps of the sleep that carries waves. */
interface Stretch {
  readonly from: number;
  to: number;
  endsInRem: boolean;
}

export const carriesWaves = (stage: string): stage is 'N2' | 'N3' | 'NREM' =>
  stage === 'N2' || stage === 'N3' || stage === 'NREM';

function stretchesOf(runs: readonly StageRun[]): Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  let open: Stretch | undefined;
  for (const { stage, seconds } of runs) {
    if (carriesWaves(stage)) {
      open ??= stretches[stretches.push({ from: start, to: start, endsInRem: false }) - 1]!;
      open.to = start + seconds;
    } else {
      if (open !== undefined) open.endsInRem = stage === 'REM';
      open = undefined;
    }
    start += seconds;
  }
  return stretches;
}

/** Of a wave: where its crest and its trough lie. */
const CREST = 0.25;
const TROUGH = 0.75;

/** Lengths of the waves of one stretch; stretched together, so that REM begins in the trough of the last. */
function periodsOf(
  seconds: number,
  endsInRem: boolean,
  config: LevelsConfig['infraslow'],
  random: RandomStream,
): number[] {
  const { periodSeconds, jitter } = config;
  const periods: number[] = [];
  let sum = 0;
  while (sum < seconds) {
    const period = periodSeconds * (1 + jitter * (2 * random.uniform() - 1));
    periods.push(period);
    sum += period;
  }
  if (!endsInRem) return periods;
  const last = periods.at(-1)!;
  const toLastTrough = sum - (1 - TROUGH) * last;
  const before = periods.at(-2);
  const toTroughBefore = before === undefined ? Number.NaN : sum - last - (1 - TROUGH) * before;
  const usesLast = before === undefined || Math.abs(toLastTrough - seconds) <= Math.abs(toTroughBefore - seconds);
  const stretch = seconds / (usesLast ? toLastTrough : toTroughBefore);
  return (usesLast ? periods : periods.slice(0, -1)).map((period) => period * stretch);
}

/**
 * Infraslow waves of NA through NREM sleep: lengths jittered, crests that may bring a micro-arousal, and REM only out of a
 * trough. The stages are given, so the waves before REM are stretched a little to meet it, instead of moving REM.
 * @source Osorio-Forero et al. 2021, Curr Biol (50 s, low before REM); Kjaerby et al. 2022, Nat Neurosci (30 s, micro-arousals
 *   on the crests); the sine and its size are ours.
 */
export function infraslowWaves(
  runs: readonly StageRun[],
  config: LevelsConfig['infraslow'],
  random: RandomStream,
): InfraslowWave[] {
  if (!config.enabled) return [];
  const waves: InfraslowWave[] = [];
  for (const { from, to, endsInRem } of stretchesOf(runs)) {
    let seconds = from;
    for (const periodSeconds of periodsOf(to - from, endsInRem, config, random)) {
      const crest = seconds + CREST * periodSeconds;
      const arouses = random.uniform() < config.microArousalProbability && crest < to;
      waves.push({
        seconds,
        periodSeconds,
        microArousalAt: arouses ? crest : null,
        until: Math.min(seconds + periodSeconds, to),
      });
      seconds += periodSeconds;
    }
  }
  return waves;
}
