import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reportNightPart, type NightRun } from '@oneiros/reproduction';
import { UsageError } from '../errors.ts';
import type { Output } from '../output.ts';
import { writeReport } from '../reproduce/write-report.ts';
import { formatTable } from '../terminal/table.ts';
import { gatherNights } from './gather-nights.ts';
import type { NightPart } from './night-arms.ts';

export interface ReportNightsOptions {
  readonly runs: string;
  readonly out: string;
  readonly markdown?: string;
}

/** Writes the page of the parts from the files of the runs alone, and tells what held. @throws UsageError where there are none */
export function reportNights(
  parts: readonly NightPart[],
  { runs: folder, out, markdown }: ReportNightsOptions,
  output: Output,
): void {
  if (!existsSync(join(folder, 'plan.json'))) {
    throw new UsageError(
      `Expected a folder with the runs of a plan of nights, got ${folder}, which has no plan. Make them without --no-train, or name another folder with --runs.`,
    );
  }
  const runs = gatherNights(folder, output);
  const reports = parts.map((part) => reportNightPart(part, runs));
  const words = { title: 'What real nights do to learning', about: aboutNights(runs, reports.flatMap(({ claims }) => claims)), lead: 'Asked:' }; // prettier-ignore
  const files = writeReport(words, reports, { folder: out, ...(markdown !== undefined && { markdown }) });
  const claims = reports.flatMap(({ id, claims: own }) => own.map((claim) => ({ part: id, ...claim })));
  output.resultJson('nights', { page: files[0]!, files, runs: runs.length, claims });
  output.result(formatTable([['part', 'verdict', 'expected', 'figures'], ...claims.map(({ part, verdict, text, detail }) => [part, verdict, text, detail])])); // prettier-ignore
  output.result(`\n${runs.length} runs, ${files.length} files: ${files[0]!}`);
}

const verdicts = {
  holds: 'held',
  fails: 'failed',
  unclear: 'remained unclear',
  unknown: 'could not be asked',
} as const;

/** Which runs, how long they took, how often expectations held, and what the reader must know of them. */
function aboutNights(
  runs: readonly NightRun[],
  claims: readonly { readonly verdict: keyof typeof verdicts }[],
): string[] {
  if (runs.length === 0) return ['No run was found: every figure is empty.'];
  const finished = runs.filter(({ isFinished }) => isFinished);
  const hours = runs.reduce((sum, run) => sum + run.hours, 0);
  const seeds = new Set(finished.map(({ seed }) => seed));
  const readouts = new Set(runs.flatMap(({ readoutImages }) => (readoutImages === null ? [] : [`${readoutImages.train} training images and is tested on ${readoutImages.test}`]))); // prettier-ignore
  const seen = finished.map(({ mornings, batchSize }) => (mornings.at(-1)?.wakes ?? 0) * batchSize);
  const counted = Object.entries(verdicts).map(
    ([verdict, words]) => `${claims.filter((claim) => claim.verdict === verdict).length} ${words}`,
  );
  return [
    `${finished.length} finished runs of ${seeds.size} seed${seeds.size === 1 ? '' : 's'}, ${hours.toFixed(1)} machine hours in all. ${[...new Set(runs.map(({ scale }) => scale))].join('; ')}. The readout learns from ${[...readouts].join('; ')}.`,
    `Of ${claims.length} expectations, stated before the runs were made, ${counted.join(', ')}. One holds or fails where the 95 % interval of the difference, paired by seed, lies on one side of 0; it is unclear where it does not, or where one seed gives no interval.`,
    `Every number is computed from files of these runs. A brain saw ${thousands(Math.min(...seen))} to ${thousands(Math.max(...seen))} images by its last morning, where the paper's saw 2,500,000: what does not hold here may hold there. Nights of presets, drugs and deprivation are calibrated caricatures, not predictions.`,
  ];
}

const thousands = (count: number): string => (Number.isFinite(count) ? count.toLocaleString('en-US') : 'no');
