import { publishedReadouts, type PublishedReadout } from '@oneiros/atlas';
import { differenceToPublished, summariseSeeds, type SeedSummary } from '@oneiros/metrics';
import { deviationsFromPaper } from '@oneiros/simulation/config';
import type { RunHead } from '../source/run-source.ts';
import { seedOf, type HeadGroup } from './group-heads.ts';
import { valuesByEpoch, type MetricName, type ReadoutPoint } from './readouts.ts';

/** A readout curve of one run. */
export interface Trace {
  readonly id: string;
  readonly seed: string;
  readonly values: ReadonlyMap<number, number>;
}

/** Mean over seeds at one epoch. */
export interface MeanAt extends SeedSummary {
  readonly epoch: number;
}

/** The paper's number of a condition, and whether our program is the same. */
export interface PublishedBeside {
  readonly readout: PublishedReadout;
  /** Keys in which ours departs, and what else is not as there; none: the same program on the same images. */
  readonly departs: readonly string[];
  /** (ours - theirs) / √(s₁² + s₂²), at the same epoch and program alone; null otherwise, and with one seed. */
  readonly z: number | null;
}

export interface GroupSummary {
  readonly label: string;
  readonly differs: HeadGroup['differs'];
  readonly mixes: readonly string[];
  readonly runs: readonly RunHead[];
  /** One a seed that has values; a second run of a seed is left out. */
  readonly traces: readonly Trace[];
  readonly means: readonly MeanAt[];
  /** At the last epoch that every trace has; null where there is none. */
  readonly last: MeanAt | null;
  readonly published: PublishedBeside | null;
  /** What a reader has to know: runs without values, seeds twice. */
  readonly remarks: readonly string[];
}

/** @param readouts by run id; runs that are not in it have not been read yet */
export function summariseGroup(
  { label, differs, mixes, runs }: HeadGroup,
  readouts: ReadonlyMap<string, readonly ReadoutPoint[]>,
  metric: MetricName,
): GroupSummary {
  const traces: Trace[] = [];
  const remarks: string[] = [];
  for (const run of runs) {
    const points = readouts.get(run.id);
    if (points === undefined) continue;
    const seed = seedOf(run);
    const values = valuesByEpoch(points, metric);
    const twin = traces.find((trace) => trace.seed === seed);
    if (values.size === 0) remarks.push(`${run.id}: no ${metric} measured`);
    else if (twin) remarks.push(`${run.id}: seed ${seed} again, as in ${twin.id}, left out`);
    else traces.push({ id: run.id, seed, values });
  }
  const means = meansOf(traces);
  const last = means.findLast(({ n }) => n === traces.length) ?? null;
  return {
    ...{ label, differs, mixes, runs, traces, means, last, remarks },
    published: publishedBeside(runs, readouts, last, metric),
  };
}

function meansOf(traces: readonly Trace[]): MeanAt[] {
  const epochs = [...new Set(traces.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
  return epochs.map((epoch) => {
    const values = traces.flatMap((trace) => trace.values.get(epoch) ?? []);
    return { epoch, ...summariseSeeds(values) };
  });
}

/** Another kind of schedule is one departure, not one a key. */
const inSchedule =
  ({ schedule }: RunHead['config']) =>
  (path: string): string =>
    schedule.kind !== 'cycle' && path.startsWith('schedule.') ? 'schedule' : path;

/** Test images of the whole sets; a part of a set is another test. */
const testImages = { cifar10: 10_000, svhn: 26_032 } as const;

function publishedBeside(
  runs: readonly RunHead[],
  readouts: ReadonlyMap<string, readonly ReadoutPoint[]>,
  last: MeanAt | null,
  metric: MetricName,
): PublishedBeside | null {
  const { config } = runs[0]!;
  const { name, train } = config.data;
  if (metric !== 'readout' || (name !== 'cifar10' && name !== 'svhn')) return null;
  const readout = publishedReadouts[name][config.condition];
  if (readout === undefined) return null;
  const tested = runs.flatMap(({ id }) => readouts.get(id)?.at(-1)?.testImages ?? []);
  const departs = [
    ...new Set(runs.flatMap((run) => deviationsFromPaper(run.config, run.changed)).map(inSchedule(config))),
    ...(train === undefined ? [] : ['data.train']),
    ...(tested.every((count) => count === testImages[name]) ? [] : ['data.test']),
  ];
  const isSame = departs.length === 0 && last?.epoch === readout.epoch;
  return { readout, departs, z: isSame ? differenceToPublished(last, readout) : null };
}
