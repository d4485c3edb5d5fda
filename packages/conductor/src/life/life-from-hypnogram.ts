import { HypnogramUnscoredError } from '../errors.ts';
import type { ScheduleInput } from '../schedule-schema.ts';
import { resolveUnscored, type UnscoredRule } from '../scoring/resolve-unscored.ts';
import type { Hypnogram } from '../stages.ts';
import { lifeStages } from './life-schema.ts';

export interface LifeOptions {
  /** What the schedule calls the recording, such as the name of its file. */
  readonly name: string;
  readonly unscored: UnscoredRule;
  /** What makes a shorter recording a day of 24 h; the schedule's default unless given. */
  readonly fill?: 'wake' | 'repeat';
}

type LifeInput = Extract<ScheduleInput, { kind: 'life' }>;

/**
 * A life that lives a recording every day, self-contained: with the runs themselves.
 * @throws HypnogramUnscoredError where the rule leaves nothing to live
 */
export function lifeFromHypnogram(hypnogram: Hypnogram, { name, unscored, fill }: LifeOptions): LifeInput {
  const { runs, epochSeconds } = resolveUnscored(hypnogram, unscored);
  const stages = runs.flatMap(({ stage, seconds }) => {
    const known = lifeStages.find((each) => each === stage);
    return known === undefined ? [] : [[known, seconds] satisfies [typeof known, number]];
  });
  if (stages.length === 0) throw new HypnogramUnscoredError(name);
  return {
    kind: 'life',
    source: { hypnogram: { name, epochSeconds, ...(fill && { fill }), runs: stages } },
  };
}
