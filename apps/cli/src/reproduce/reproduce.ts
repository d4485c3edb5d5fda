import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { groupEvidence, reportTarget, targetIds, targets, type RunEvidence, type Target } from '@oneiros/reproduction';
import { closestKey } from '@oneiros/simulation';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { formatTable } from '../terminal/table.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { readEvidence, withKept, writeEvidence } from './kept-evidence.ts';
import { foreseeMeasurements, measureMissing, type MeasureOptions } from './measure-missing.ts';
import { scaleNamed } from './scales.ts';
import { trainMissing, type TrainOptions } from './train-missing.ts';
import { writeReport } from './write-report.ts';

export interface ReproduceOptions extends TrainOptions, MeasureOptions {
  readonly runs?: string;
  readonly out?: string;
  readonly scale: string;
  readonly train: boolean;
  readonly evaluate: boolean;
  readonly markdown?: string;
  /** Folder of what runs left behind, which outlives their folders. */
  readonly evidence?: string;
}

/** `oneiros reproduce`: trains and measures what is missing, then reports; each step goes on where it was stopped. */
export async function reproduce(names: readonly string[], options: ReproduceOptions, output: Output): Promise<void> {
  const chosen = chooseTargets(names);
  const folder = options.runs ?? join('reproduction', 'runs');
  const scale = scaleNamed(options.scale);
  const kept = options.evidence === undefined ? [] : readEvidence(options.evidence);
  const failures = options.train ? await trainMissing(chosen, folder, { scale, options, kept }, output) : undefined;
  if (options.dryRun) {
    if (options.evaluate && existsSync(folder)) await foreseeMeasurements(chosen, folder, options, output);
    return;
  }
  if (stopped()) return;
  if (options.evaluate && existsSync(folder)) await measureMissing(chosen, folder, options, output);
  if (stopped()) return;

  const runs = withKept(gatherEvidence(folder, output), kept, output);
  if (options.evidence !== undefined) writeEvidence(options.evidence, runs);
  const groups = groupEvidence(runs);
  const reports = chosen.map((target) => reportTarget(target, groups));
  const out = options.out ?? 'reproduction';
  const files = writeReport(
    { title: 'Perturbed and adversarial dreaming, reproduced', about: aboutRuns(runs) },
    reports,
    {
      folder: out,
      ...(options.markdown !== undefined && { markdown: options.markdown }),
    },
  );
  const claims = reports.flatMap(({ id, claims: own }) => own.map((claim) => ({ id, ...claim })));
  output.resultJson('reproduce', { page: files[0]!, files, runs: runs.length, claims });
  if (claims.length > 0) {
    output.result(formatTable([['target', 'verdict', 'ordering', 'figures'], ...claims.map(({ id, verdict, text, detail }) => [id, verdict, text, detail])])); // prettier-ignore
    output.result('');
  }
  output.result(`${runs.length} runs, ${files.length} files: ${files[0]!}`);
  if (failures !== undefined) throw failures;
}

/** A part that a signal stopped has set the exit code; the same command goes on. */
const stopped = (): boolean => process.exitCode === exitCodes.resumeMe;

function chooseTargets(names: readonly string[]): Target[] {
  for (const name of names) {
    if (targetIds.includes(name)) continue;
    const nearest = closestKey(name, targetIds);
    const advice = nearest === undefined ? `There are ${targetIds.join(', ')}.` : `Did you mean ${nearest}?`;
    throw new UsageError(`Expected a figure or table that can be reproduced, got ${name}. ${advice}`);
  }
  return names.length === 0 ? [...targets] : targets.filter(({ id }) => names.includes(id));
}

/** Which runs, how long they took, and what the reader must know of them. */
export function aboutRuns(runs: readonly RunEvidence[]): string[] {
  if (runs.length === 0) return ['No run was found: every figure is empty.'];
  const hours = runs.reduce((sum, run) => sum + run.hours, 0);
  const scales = [...new Set(runs.map(({ data, scale }) => `${data}: ${scale}`))];
  return [
    `${runs.length} runs, ${hours.toFixed(1)} machine hours in all. ${scales.join('; ')}.`,
    'Every number is computed from files of these runs. A mean is never given without the number of runs N; with one run the spread of a readout is half the range of its last three epochs, and other measurements have none. Orderings are those that the paper states; where runs are shorter than its 50 epochs, what does not hold here may hold there.',
  ];
}
