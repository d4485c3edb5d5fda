import type { PublishedReadout } from '@oneiros/atlas';
import { differenceToPublished, pairedDifference, summariseSeeds, type PairedDifference } from '@oneiros/metrics';
import { changedKeys } from '@oneiros/simulation';
import { MetricMissingError } from '../errors.ts';
import { groupRuns, type RunGroup } from './group-runs.ts';
import { pointsOf } from './measured-points.ts';
import type { Metric } from './metric.ts';
import { publishedReadoutOf } from './published.ts';
import type { RunsToCompare, RunToCompare, UnreadRun } from './run-to-compare.ts';
import { valueAt, type At, type ValueAt } from './value-at.ts';

export interface CompareOptions {
  readonly metric: Metric;
  readonly at: At;
  /** Measurements that are averaged, the one asked for and those before it. */
  readonly smooth: number;
  /** Group by these keys alone instead of by everything but the seed. */
  readonly groupBy?: readonly string[];
}

/** The value that one run brings into the mean of its group. */
export interface RunValue {
  readonly run: string;
  /** Such as `3`; with seeds of their own for parts of the run, `3 (weights 1)`. */
  readonly seed: string;
  readonly epoch: number;
  readonly value: number;
}

/** One row: a group of runs over its seeds. */
export interface GroupComparison {
  readonly group: string;
  readonly differs: RunGroup['differs'];
  /** Runs in the mean. */
  readonly n: number;
  /** Null without a run. */
  readonly mean: number | null;
  readonly sem: number | null;
  readonly interval95: readonly [low: number, high: number] | null;
  /** Epochs of the values; more than one where runs differ in length. */
  readonly epochs: readonly number[];
  /** Smallest and largest measurement behind the values, where they are smoothed. */
  readonly spread: readonly [low: number, high: number] | null;
  readonly values: readonly RunValue[];
  /** This group minus the first, over the seeds that both have; null in the first, and without a common seed. */
  readonly difference: PairedDifference | null;
  readonly published: PublishedReadout | null;
  /** (ours - theirs) / √(s₁² + s₂²); null where either has one seed. */
  readonly z: number | null;
  /** What a reader has to know of this row: runs without a value and why, seeds that are there twice. */
  readonly remarks: readonly string[];
}

export interface Comparison {
  readonly metric: string;
  readonly at: 'last' | number;
  readonly smooth: number;
  readonly groups: readonly GroupComparison[];
  readonly unread: readonly UnreadRun[];
}

/**
 * Compares groups of runs by one number of each run.
 *
 * @throws MetricMissingError where no run has such a number, though its probe was measured
 */
export function compareRuns({ runs, unread }: RunsToCompare, options: CompareOptions): Comparison {
  const { metric, at, smooth, groupBy } = options;
  const rows = groupRuns(runs, groupBy).map((group) => rowOf(group, options));
  const missing = rows.find((row) => row.missing)?.missing;
  if (missing && rows.every(({ values }) => values.length === 0)) throw missing;
  return {
    metric: metric.text,
    at: at === 'last' ? 'last' : at.epoch,
    smooth,
    groups: rows.map((row) => comparisonOf(row, rows, metric)),
    unread: [...unread, ...rows.flatMap((row) => row.unread)],
  };
}

/** A group with the values of its runs. */
interface Row {
  readonly group: RunGroup;
  readonly values: readonly MeasuredRun[];
  readonly remarks: readonly string[];
  readonly unread: readonly UnreadRun[];
  readonly missing: MetricMissingError | undefined;
}

type MeasuredRun = { readonly run: string; readonly seed: string } & Extract<ValueAt, { value: number }>;

function rowOf(group: RunGroup, { metric, at, smooth }: CompareOptions): Row {
  const values: MeasuredRun[] = [];
  const remarks = group.mixes.length === 0 ? [] : [`mixes ${group.mixes.join(', ')}`];
  const unread: UnreadRun[] = [];
  let missing: MetricMissingError | undefined;
  for (const run of group.runs) {
    const seed = seedOf(run);
    const twin = values.find((other) => other.seed === seed);
    if (twin !== undefined) {
      remarks.push(`${run.folder}: seed ${seed} again, as in ${twin.run}, left out`);
      continue;
    }
    try {
      const measured = valueAt(run, run.status === 'waiting' ? [] : pointsOf(run, metric), at, smooth);
      if (measured.value === null) remarks.push(`seed ${seed}: ${measured.reason}`);
      else values.push({ run: run.folder, seed, ...measured });
    } catch (error) {
      const reason = (error as Error).message;
      if (error instanceof MetricMissingError) missing = error;
      else unread.push({ folder: run.folder, reason });
      remarks.push(`seed ${seed}: ${error instanceof MetricMissingError ? reason : 'its files cannot be read'}`);
    }
  }
  return { group, values, remarks, unread, missing };
}

function comparisonOf({ group, values, remarks }: Row, rows: readonly Row[], metric: Metric): GroupComparison {
  const first = rows[0]!;
  const summary = values.length === 0 ? null : summariseSeeds(values.map(({ value }) => value));
  const isFirst = group === first.group;
  const difference = isFirst ? null : differenceOf(values, first.values);
  const published = publishedOf(group, values, metric);
  const ours = summary !== null && published !== undefined ? differenceToPublished(summary, published) : null;
  return {
    group: group.label,
    differs: group.differs,
    n: values.length,
    mean: summary?.mean ?? null,
    sem: summary?.sem ?? null,
    interval95: summary?.interval95 ?? null,
    epochs: [...new Set(values.map(({ epoch }) => epoch))].sort((a, b) => a - b),
    spread:
      values.length === 0
        ? null
        : [Math.min(...values.map(({ spread }) => spread[0])), Math.max(...values.map(({ spread }) => spread[1]))],
    values: values.map(({ run, seed, epoch, value }) => ({ run, seed, epoch, value })),
    difference,
    published: published ?? null,
    z: ours,
    remarks: [
      ...remarks,
      ...otherOptions(values, rows),
      ...(!isFirst && difference === null && values.length > 0 && first.values.length > 0
        ? ['no seed in common with the first group']
        : []),
    ],
  };
}

/** Runs whose probe was asked otherwise than that of the first run. */
function otherOptions(values: Row['values'], rows: readonly Row[]): string[] {
  const reference = rows.flatMap((row) => row.values).find(({ options }) => options !== undefined)?.options;
  return values.flatMap(({ seed, options }) => {
    const keys = options === undefined ? [] : changedKeys(reference, options);
    return keys.length === 0 ? [] : [`seed ${seed}: its probe measured with another ${keys.join(', ')}`];
  });
}

/** Seed by seed: the same seed gives both groups the same initial weights and order of images. */
function differenceOf(values: Row['values'], first: Row['values']): PairedDifference | null {
  const bySeed = new Map(first.map(({ seed, value }) => [seed, value]));
  const pairs = values.flatMap(({ seed, value }) => (bySeed.has(seed) ? [[value, bySeed.get(seed)!] as const] : []));
  if (pairs.length === 0) return null;
  return pairedDifference(
    pairs.map(([own]) => own),
    pairs.map(([, theirs]) => theirs),
  );
}

function publishedOf(group: RunGroup, values: Row['values'], metric: Metric): PublishedReadout | undefined {
  if (metric.kind !== 'readout') return undefined;
  const found = group.runs.map(({ config }) => publishedReadoutOf(config, values[0]?.testImages));
  return found.every((each) => each === found[0]) ? found[0] : undefined;
}

function seedOf({ config: { seed, seeds } }: RunToCompare): string {
  const own = Object.entries(seeds).filter(([, value]) => value !== undefined && value !== seed);
  if (own.length === 0) return String(seed);
  return `${seed} (${own.map(([part, value]) => `${part} ${value}`).join(', ')})`;
}
