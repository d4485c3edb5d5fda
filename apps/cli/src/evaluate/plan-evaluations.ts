import type { Evaluation } from '@oneiros/journal';
import { changedKeys } from '@oneiros/simulation';
import { UsageError } from '../errors.ts';
import type { Question } from './questions.ts';

/** A question to the brain of one tick, and its answer where there is one. */
export interface PlannedEvaluation extends Question {
  readonly tick: number;
  readonly known: Evaluation | undefined;
}

/**
 * Every question to every brain, by tick; what was measured with the same options is known.
 *
 * @param force asks everything again
 * @param network that realism would be measured with; not compared unless given
 * @throws UsageError where something was measured with other options or another network
 */
export function planEvaluations(
  questions: readonly Question[],
  ticks: readonly number[],
  existing: readonly Evaluation[],
  { force = false, network }: { readonly force?: boolean; readonly network?: string | undefined } = {},
): PlannedEvaluation[] {
  const planned = ticks.flatMap((tick) =>
    questions.map((question): PlannedEvaluation => {
      const known = existing.find((each) => each.tick === tick && each.probe === question.probe);
      return { ...question, tick, known: force ? undefined : known };
    }),
  );
  const others = planned.flatMap(({ tick, probe, options, known }) => {
    if (known === undefined) return [];
    const changed = changedKeys(known.options, options);
    if (network !== undefined && known.probe === 'realism' && known.result.network !== network) changed.push('network');
    return changed.length === 0 ? [] : [`${probe} at tick ${tick} (${changed.join(', ')})`];
  });
  if (others.length > 0) {
    throw new UsageError(
      `Measured before with other options: ${others.join('; ')}. Give the same ones, or --force to replace what is there.`,
    );
  }
  return planned;
}

/** Expected seconds of what is still to measure, from how long the same probes took; undefined before anything is known. */
export function secondsLeft(
  remaining: readonly Pick<Question, 'probe'>[],
  measured: readonly Pick<Evaluation, 'probe' | 'seconds'>[],
): number | undefined {
  if (measured.length === 0) return undefined;
  const meanOf = (of: typeof measured): number => of.reduce((sum, { seconds }) => sum + seconds, 0) / of.length;
  return remaining.reduce((sum, { probe }) => {
    const same = measured.filter((each) => each.probe === probe);
    return sum + meanOf(same.length > 0 ? same : measured);
  }, 0);
}
