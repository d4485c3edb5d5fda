import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '@oneiros/journal';
import { evidenceText, parseEvidence, sampleKey, uniteEvidence, type RunEvidence } from '@oneiros/reproduction';
import type { Output } from '../output.ts';

const ending = '.json';

/**
 * What runs left behind, a file each. One that cannot be read is an error: a report without it would be another report.
 * @throws EvidenceUnreadableError
 */
export function readEvidence(folder: string): RunEvidence[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => parseEvidence(join(folder, name), readFileSync(join(folder, name), 'utf8')));
}

/**
 * Runs at hand and runs that were kept, each sample once. A run that went on since it was kept has the measurements of both;
 * of two trainings of one sample that differ, the longer stands for it.
 */
export function withKept(runs: readonly RunEvidence[], kept: readonly RunEvidence[], output: Output): RunEvidence[] {
  const samples = new Map(runs.map((run) => [sampleKey(run), run]));
  for (const old of kept) {
    const run = samples.get(sampleKey(old));
    if (run === undefined) samples.set(sampleKey(old), old);
    else samples.set(sampleKey(old), uniteEvidence(run, old) ?? longerOf(run, old, output));
  }
  return [...samples.values()];
}

function longerOf(run: RunEvidence, old: RunEvidence, output: Output): RunEvidence {
  const [stays, goes] = old.epochs > run.epochs ? [old, run] : [run, old];
  output.warn(`${goes.run} as ${goes === old ? 'kept' : 'run'} is left out: ${stays.run} is another training of the same seed, and longer.`); // prettier-ignore
  return stays;
}

/** One file a sample: two experiments may have lived under one name, on two machines. */
function fileNameOf(run: RunEvidence): string {
  const digest = createHash('sha256').update(sampleKey(run)).digest('hex').slice(0, 8);
  const words = [run.data, run.condition, run.seed].join('-').replace(/[^\w.-]+/g, '-');
  return `${words}-${digest}${ending}`;
}

/** Keeps what every run left behind, so that a later report needs its folder no more. */
export function writeEvidence(folder: string, runs: readonly RunEvidence[]): void {
  mkdirSync(folder, { recursive: true });
  for (const run of runs) {
    const file = join(folder, fileNameOf(run));
    const content = evidenceText(run);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== content) replaceFile(file, content);
  }
}
