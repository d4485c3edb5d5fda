import type { RunConfig } from './config/run-config.ts';

type RemReplay = RunConfig['replay']['rem'];

/**
 * What REM recombines at a level of acetylcholine. Memories keep the share λ = max(floor, λ0 (1 - s ACh)) of a dream, at most λ0, the
 * sum of their shares; what they lose goes to spontaneous activity. s = 0 leaves the mixture as it is.
 *
 * @param ach mean over the tick, 0..1, 1 in active waking
 * @source the reviewers of Deperrois et al. 2022: high acetylcholine suppresses the output of the hippocampus, so REM should be driven by
 * it less than NREM; the form is ours
 */
export function remMixtureAt(replay: RemReplay, ach: number): RemReplay {
  const { fallsWithAch, floor } = replay.hippocampalWeight;
  const whole = replay.recent + replay.previous;
  if (fallsWithAch === 0 || whole === 0) return replay;
  const kept = Math.min(whole, Math.max(floor, whole * (1 - fallsWithAch * ach)));
  return {
    ...replay,
    recent: (replay.recent * kept) / whole,
    previous: (replay.previous * kept) / whole,
    noise: replay.noise + whole - kept,
  };
}
