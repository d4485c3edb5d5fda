import type { TargetReport } from '../report.ts';
import { conducted } from './conducted.ts';
import { equalUpdates } from './equal-updates.ts';
import type { NightPartReport } from './night-part.ts';
import type { NightRun } from './night-run.ts';
import { remDeprivation } from './rem-deprivation.ts';

/** Every part of the plan of nights, in the order of the page. */
export const nightPartReports: readonly NightPartReport[] = [conducted, equalUpdates, remDeprivation];

/**
 * What a part shows in the runs at hand, and which trainings are missing or not finished for the rest.
 * @throws RangeError where there is no such part
 */
export function reportNightPart(id: string, runs: readonly NightRun[]): TargetReport {
  const part = nightPartReports.find((each) => each.id === id);
  if (part === undefined) throw new RangeError(`Expected a part of the plan of nights, got ${id}.`);
  const { title, source, shows, arms, build } = part;
  const own = runs.filter(({ arm }) => arms.includes(arm));
  return { id, title, source, shows, ...build(own), missing: missingOf(arms, own) };
}

const missingOf = (arms: readonly string[], runs: readonly NightRun[]): string[] =>
  [...new Set(arms)].flatMap((arm) => {
    const own = runs.filter((run) => run.arm === arm);
    if (own.length === 0) return [`no run of ${arm}`];
    const unfinished = own.filter(({ isFinished }) => !isFinished).map(({ seed }) => seed);
    return unfinished.length === 0 ? [] : [`${arm} is not finished for seed ${unfinished.join(', ')}`];
  });
