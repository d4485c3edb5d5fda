import { pairedDifference, summariseSeeds, type PairedDifference } from '@oneiros/metrics';
import { spreadInWords, type Claim } from '../claim.ts';
import type { ReportTable } from '../report.ts';
import { runsOf, type NightRun } from './night-run.ts';

/** One number of a run; undefined where it was not measured. */
export type ValueOf = (run: NightRun) => number | undefined;

/** Two arms and what of them is compared. */
export interface Comparison {
  readonly what: string;
  readonly unit: string;
  readonly a: { readonly arm: string; readonly name: string; readonly value: ValueOf };
  readonly b: { readonly arm: string; readonly name: string; readonly value: ValueOf };
}

/** a - b, seed by seed; undefined where no seed has both. */
export function differenceBetween(runs: readonly NightRun[], { a, b }: Comparison): PairedDifference | undefined {
  const others = new Map(runsOf(runs, b.arm).map((run) => [run.seed, b.value(run)]));
  const pairs = runsOf(runs, a.arm).flatMap((run) => {
    const [own, other] = [a.value(run), others.get(run.seed)];
    return own === undefined || other === undefined ? [] : [[own, other] as const];
  });
  if (pairs.length === 0) return undefined;
  return pairedDifference(
    pairs.map(([own]) => own),
    pairs.map(([, other]) => other),
  );
}

/** Such as `12.3 ± 0.4 (N = 3)`; of one run without a spread. */
export function meanInWords(values: readonly (number | undefined)[], digits = 1): string {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return 'not measured';
  const { mean, sem, n } = summariseSeeds(known);
  return `${spreadInWords({ value: mean, halfWidth: sem ?? NaN }, digits)} (N = ${n})`;
}

const signed = (value: number, digits: number): string => `${value > 0 ? '+' : ''}${value.toFixed(digits)}`;

export function differenceInWords(difference: PairedDifference | undefined, unit: string, digits = 1): string {
  if (difference === undefined) return 'not measured';
  const { n, mean, sem, interval95 } = difference;
  if (sem === null) return `${signed(mean, digits)} ${unit}, N = ${n}: no spread`;
  const [low, high] = interval95!;
  return `${signed(mean, digits)} ± ${sem.toFixed(digits)} ${unit}, N = ${n}, 95 % interval ${signed(low, digits)} to ${signed(high, digits)}`;
}

/**
 * Whether a is above b: `holds` and `fails` where the 95 % interval of the paired difference is on one side of 0, `unclear` where it is
 * not or where one seed gives none, `unknown` where no seed has both.
 */
export function claimAbove(runs: readonly NightRun[], text: string, comparison: Comparison): Claim {
  const difference = differenceBetween(runs, comparison);
  const detail = `${comparison.a.name} less ${comparison.b.name}: ${differenceInWords(difference, comparison.unit)}`;
  if (difference === undefined) return { text, verdict: 'unknown', detail };
  if (difference.interval95 === null) return { text, verdict: 'unclear', detail };
  const [low, high] = difference.interval95;
  return { text, verdict: low > 0 ? 'holds' : high < 0 ? 'fails' : 'unclear', detail };
}

/** Every comparison as a row. */
export function differenceTable(
  runs: readonly NightRun[],
  { name, caption }: Pick<ReportTable, 'name' | 'caption'>,
  comparisons: readonly Comparison[],
): ReportTable {
  return {
    name,
    caption,
    header: ['what', 'difference', 'mean', 's.e.m.', '95 % interval', 'p', 'N'],
    rows: comparisons.map((comparison) => {
      const { what, unit, a, b } = comparison;
      const difference = differenceBetween(runs, comparison);
      const of = `${a.name} - ${b.name}`;
      if (difference === undefined) return [what, of, 'not measured', '', '', '', '0'];
      const { mean, sem, interval95, p, n } = difference;
      return [
        `${what}, ${unit}`,
        of,
        signed(mean, 2),
        sem === null ? '-' : sem.toFixed(2),
        interval95 === null ? '-' : `${signed(interval95[0], 1)} to ${signed(interval95[1], 1)}`,
        p === null ? '-' : p.toPrecision(2),
        String(n),
      ];
    }),
  };
}
