import type { BrainState } from '@oneiros/conductor';
import type { Figure } from '@oneiros/figure';
import { hypnogramFigure } from './hypnogram-figure.ts';

/** Ticks as a figure. @param states at least one, in order; @param endSeconds where the last one ends */
export function statesFigure(title: string, states: readonly BrainState[], endSeconds: number): Figure {
  const first = states[0]!.seconds;
  const runs = states.map(({ stage, seconds }, i) => ({
    stage,
    seconds: (states[i + 1]?.seconds ?? endSeconds) - seconds,
  }));
  const levelsAt = (seconds: number): BrainState =>
    states[Math.min(Math.floor((seconds / (endSeconds - first)) * states.length), states.length - 1)]!;
  return hypnogramFigure({ title, runs, levelsAt, part: { from: 0, to: endSeconds - first } });
}
