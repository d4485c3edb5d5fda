import { writeFileSync } from 'node:fs';
import { compareRuns, isShare, parseMetric, runsAt, runsIn, type At, type RunsToCompare } from '@oneiros/campaign';
import { closestKey, configKeys } from '@oneiros/simulation';
import { wholeNumber } from '../config/shorthands.ts';
import { UsageError } from '../errors.ts';
import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { comparisonCsv, formatComparison, numberFormat } from './format-comparison.ts';

export interface CompareRunsOptions {
  /** Folder of runs or of a sweep. */
  readonly runs?: string;
  readonly metric: string;
  /** An epoch, or `last`. */
  readonly at: string;
  readonly smooth: string;
  /** Keys, split by commas. */
  readonly group?: string;
  readonly csv?: string;
}

/** `oneiros compare`: groups runs by everything but the seed and compares the groups by one number. */
export function compare(folders: readonly string[], options: CompareRunsOptions, output: Output): void {
  const metric = parseMetric(options.metric);
  const smooth = wholeNumber(options.smooth, '--smooth');
  if (smooth < 1) throw new UsageError('Expected --smooth to be followed by a number from 1 on, got 0.');
  const groupBy = options.group === undefined ? undefined : groupKeys(options.group);
  const comparison = compareRuns(runsOf(folders, options.runs), {
    metric,
    at: readAt(options.at),
    smooth,
    ...(groupBy && { groupBy }),
  });
  if (options.csv !== undefined) {
    writeFileSync(options.csv, comparisonCsv(comparison));
    output.note(`Written: ${options.csv}`);
  }
  output.result(formatComparison(comparison, numberFormat(isShare(metric)), createPaint(output.color)));
  output.resultJson('comparison', comparison);
}

function runsOf(folders: readonly string[], parent: string | undefined): RunsToCompare {
  const named = runsAt(folders);
  const found = parent === undefined ? { runs: [], unread: [] } : runsIn(parent);
  const all = { runs: [...named.runs, ...found.runs], unread: [...named.unread, ...found.unread] };
  if (all.runs.length > 0) return all;
  const [first] = all.unread;
  if (first !== undefined) throw new UsageError(`Expected runs to compare, and could read none. ${first.reason}`);
  const place = parent === undefined ? 'named none' : `there is none in ${parent}`;
  throw new UsageError(`Expected runs to compare: folders of runs, or --runs DIR; ${place}.`);
}

const readAt = (text: string): At => (text === 'last' ? text : { epoch: wholeNumber(text, '--at') });

/** @throws UsageError for a key that no configuration has */
function groupKeys(text: string): string[] {
  const known = configKeys();
  return text.split(',').map((part) => {
    const key = part.trim();
    if (known.includes(key)) return key;
    const suggestion = closestKey(key, known);
    throw new UsageError(
      `Expected keys of the configuration after --group, got ${key}.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`,
    );
  });
}
