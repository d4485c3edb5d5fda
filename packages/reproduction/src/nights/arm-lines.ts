import type { LineMark, Panel } from '@oneiros/figure';
import { summariseSeeds } from '@oneiros/metrics';
import { nameOfReadout, runsOf, type Morning, type NightRun, type ReadoutKind } from './night-run.ts';

/** An arm in a figure. */
export interface DrawnArm {
  readonly arm: string;
  readonly name: string;
}

/** One curve for an arm: means over seeds at each place, with the s.e.m. as a band where there are several. */
export function armLine(
  runs: readonly NightRun[],
  { arm, name }: DrawnArm,
  pointsOf: (run: NightRun) => readonly (readonly [x: number, y: number])[],
): LineMark {
  const own = runsOf(runs, arm);
  const places = new Map<number, { x: number; y: number }[]>();
  for (const run of own) {
    // Runs of an arm meet by their place in order: the seeds' nights differ by a few mini-batches.
    pointsOf(run).forEach(([x, y], place) => places.set(place, [...(places.get(place) ?? []), { x, y }]));
  }
  const summaries = [...places].sort(([a], [b]) => a - b).map(([, each]) => ({ x: summariseSeeds(each.map(({ x }) => x)).mean, ...summariseSeeds(each.map(({ y }) => y)) })); // prettier-ignore
  return {
    kind: 'line',
    name: `${name} (N = ${own.length})`,
    points: summaries.map(({ x, mean }) => [x, mean] as const),
    band: summaries.flatMap(({ x, mean, sem }) => (sem === null ? [] : [[x, mean - sem, mean + sem] as const])),
  };
}

/** Readout against nights, updates or mini-batches seen. */
export const readoutPanel = (
  runs: readonly NightRun[],
  arms: readonly DrawnArm[],
  kind: ReadoutKind,
  { title, along, xLabel }: { title: string; along: keyof Morning; xLabel: string },
): Panel => ({
  title: `${title}${title === '' ? '' : ', '}${nameOfReadout(kind)}`,
  xLabel,
  yLabel: 'test images told right, %',
  isFreeBelow: true,
  marks: arms.map((arm) => armLine(runs, arm, (run) => run.mornings.map((morning) => [morning[along], 100 * morning[kind]]))), // prettier-ignore
});
