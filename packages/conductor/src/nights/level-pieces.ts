import type { Levels } from '../brain-state.ts';
import type { StageRun } from '../stages.ts';
import { StageUnresolvedError } from './errors.ts';
import { carriesWaves, type InfraslowWave } from './infraslow.ts';
import { achTables, type LevelsConfig } from './levels-schema.ts';
import type { LevelClamp } from './manipulation.ts';

/** Time in which nothing changes that the levels tend to. */
export interface LevelPiece {
  readonly from: number;
  readonly to: number;
  readonly target: Levels;
  /** What the size of the waves of NA tends to. */
  readonly amplitude: number;
  /** The wave that runs; null: the last phase holds and its size dies out. */
  readonly wave: InfraslowWave | null;
  readonly held: { readonly ach?: number; readonly na?: number };
}

type TableStage = keyof LevelsConfig['stages'];

/** The levels that the stage of a run tends to. */
export function targetOf({ stage, seconds }: StageRun, start: number, config: LevelsConfig): Levels {
  if (stage === 'ART' || stage === 'UNS') throw new StageUnresolvedError(stage, start);
  const row: TableStage = stage === 'WAKE' && seconds < config.quietWakeMinutes * 60 ? 'QUIET' : stage;
  const { ach, na } = config.stages[row];
  return { ach: achTables[config.achTable]?.[row] ?? ach, na };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Of spans in the order of time, the one that a growing moment lies in; amortised O(1). */
function cursor<S extends Span>(spans: readonly S[]): (seconds: number) => S | null {
  let next = 0;
  return (seconds) => {
    while (next < spans.length && spans[next]!.to <= seconds) next += 1;
    const span = spans[next];
    return span !== undefined && span.from <= seconds ? span : null;
  };
}

/** Cuts the runs wherever a run, a wave, a micro-arousal or a clamp begins or ends. Of clamps that overlap, the last of the list rules. */
export function levelPieces(
  runs: readonly StageRun[],
  waves: readonly InfraslowWave[],
  clamps: readonly LevelClamp[],
  config: LevelsConfig,
): LevelPiece[] {
  let end = 0;
  const stages = runs.map((run) => {
    const from = end;
    end += run.seconds;
    return { from, to: end, stage: run.stage, target: targetOf(run, from, config) };
  });
  const waveSpans = waves.map((wave) => ({ from: wave.seconds, to: wave.until, wave }));
  const pulses = waves.flatMap(({ microArousalAt, until }) => {
    if (microArousalAt === null) return [];
    return [{ from: microArousalAt, to: Math.min(microArousalAt + config.infraslow.microArousalSeconds, until) }];
  });
  const clampSpans = clamps.map((clamp) => ({ ...clamp, from: clamp.fromSeconds, to: clamp.toSeconds }));
  const edges = [...stages, ...waveSpans, ...pulses, ...clampSpans].flatMap(({ from, to }) => [from, to]);
  const cuts = [...new Set(edges)].filter((edge) => edge >= 0 && edge <= end).sort((a, b) => a - b);

  const stageAt = cursor(stages);
  const waveAt = cursor(waveSpans);
  const pulseAt = cursor(pulses);
  const waking = targetOf({ stage: 'WAKE', seconds: Number.POSITIVE_INFINITY }, 0, config);
  return cuts.slice(0, -1).map((from, i) => {
    const { stage, target } = stageAt(from)!;
    const wave = waveAt(from)?.wave ?? null;
    const isPulse = pulseAt(from) !== null;
    const held: { ach?: number; na?: number } = {};
    for (const clamp of clampSpans) {
      if (clamp.from > from || clamp.to <= from) continue;
      if (clamp.ach !== undefined) held.ach = clamp.ach;
      if (clamp.na !== undefined) held.na = clamp.na;
    }
    const amplitude = wave !== null && !isPulse && carriesWaves(stage) ? config.infraslow.amplitude * target.na : 0;
    return { from, to: cuts[i + 1]!, target: isPulse ? waking : target, amplitude, wave, held };
  });
}
