import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preparePython } from './python-environment.ts';

/** Another implementation of what a package of ours computes. */
export interface Peer {
  readonly name: string;
  /** Pinned packages of its environment. */
  readonly requirements: string;
  /** A Python program: given the folder, it prints a line of JSON for each comparison. */
  readonly script: string;
  /** Computes our side into the folder. */
  readonly prepare: (folder: string) => void;
}

/** One number of ours beside theirs. */
export interface Comparison {
  readonly comparison: string;
  readonly ours: number;
  readonly theirs: number;
  /** As the comparison's name says, else relative to theirs. */
  readonly difference: number;
  readonly tolerance: number;
}

/** Also where nothing is comparable: NaN is never within a tolerance. */
export const agrees = ({ difference, tolerance }: Comparison): boolean => difference <= tolerance;

export type PeerOutcome =
  | { readonly versions: string; readonly comparisons: readonly Comparison[] }
  | { readonly skipped: string }
  | { readonly failed: string };

const TIMEOUT_MS = 600_000;

/** Computes both sides. `skipped` where the environment cannot be had, `failed` where the peer breaks. */
export function runPeer(peer: Peer, python: string, onProgress: (line: string) => void): PeerOutcome {
  const environment = preparePython({ ...peer, python, onProgress });
  if ('reason' in environment) return { skipped: environment.reason };
  const folder = mkdtempSync(join(tmpdir(), `oneiros-${peer.name}-peer-`));
  try {
    onProgress('computing ours');
    peer.prepare(folder);
    onProgress('computing theirs');
    const { error, status, stdout, stderr } = spawnSync(environment.python, [peer.script, folder], {
      encoding: 'utf8',
      timeout: TIMEOUT_MS,
    });
    if (error !== undefined || status !== 0) {
      return { failed: `${peer.script}: ${error?.message ?? stderr.trim().split('\n').at(-1)}` };
    }
    return parseComparisons(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param output a line `{"versions": ...}`, then one for each comparison. */
export function parseComparisons(output: string): PeerOutcome {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  try {
    // Python writes NaN and Infinity, which JSON has not; both become null and then never agree.
    const rows = lines.map(
      (line) => JSON.parse(line.replace(/: -?(NaN|Infinity)\b/g, ': null')) as Record<string, unknown>,
    );
    const comparisons = rows.slice(1).map(({ comparison, ours, theirs, difference, tolerance }) => ({
      comparison: String(comparison),
      ours: numberOf(ours),
      theirs: numberOf(theirs),
      difference: numberOf(difference),
      tolerance: numberOf(tolerance),
    }));
    const versions = rows[0]?.['versions'];
    if (typeof versions !== 'string' || comparisons.length === 0) return { failed: 'the peer compared nothing' };
    return { versions, comparisons };
  } catch (error) {
    return { failed: `the peer wrote what is no comparison: ${(error as Error).message}` };
  }
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : NaN);
