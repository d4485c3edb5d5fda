import type { StageRun } from '../stages.ts';
import { levelCurve, type LevelOptions } from './level-curve.ts';
import type { LevelsConfig } from './levels-schema.ts';
import type { LevelClamp } from './manipulation.ts';

/** Both levels at moments 0, stepSeconds, 2 stepSeconds, ... before the end. */
export interface SampledLevels {
  readonly stepSeconds: number;
  readonly ach: Float32Array;
  readonly na: Float32Array;
}

/**
 * Samples of {@link levelCurve}, to be drawn. Gates are averaged along its `points` instead: samples alias waves that are shorter
 * than two steps.
 * @param options.stepSeconds 1 unless given.
 */
export function levelsOf(
  runs: readonly StageRun[],
  config: LevelsConfig,
  options: LevelOptions & { readonly stepSeconds?: number },
): SampledLevels {
  const { stepSeconds = 1 } = options;
  if (!(stepSeconds > 0)) throw new RangeError(`Expected a step above 0 s, got ${stepSeconds}.`);
  const curve = levelCurve(runs, config, options);
  const count = Math.ceil(curve.seconds / stepSeconds);
  const ach = new Float32Array(count);
  const na = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const levels = curve.at(i * stepSeconds);
    ach[i] = levels.ach;
    na[i] = levels.na;
  }
  return { stepSeconds, ach, na };
}

/** Clamps levels that do not come from stages, such as a model's own. Returns copies; of clamps that overlap, the last rules. */
export function clampLevels({ stepSeconds, ach, na }: SampledLevels, clamps: readonly LevelClamp[]): SampledLevels {
  const clamped = { stepSeconds, ach: ach.slice(), na: na.slice() };
  for (const clamp of clamps) {
    const from = Math.max(Math.ceil(clamp.fromSeconds / stepSeconds), 0);
    const to = Math.max(Math.ceil(clamp.toSeconds / stepSeconds), 0);
    if (clamp.ach !== undefined) clamped.ach.fill(clamp.ach, from, to);
    if (clamp.na !== undefined) clamped.na.fill(clamp.na, from, to);
  }
  return clamped;
}
