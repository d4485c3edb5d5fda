import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { selectBackend } from '@oneiros/engine';
import { writeHypnograms } from './hypnogram-peer.ts';
import { writeOurs } from './metrics-peer.ts';
import { encodeScenes, readSamples } from './peer-samples.ts';
import { agrees, runPeer, type Peer, type PeerOutcome } from './run-peer.ts';

const USAGE = `Compares our numbers with those of established packages, on the same data.

Usage: npm run peers [-- --latents DIR] [--only NAME] [--python PROGRAM]

--latents DIR     latents of a run, as oneiros evaluate RUN --export DIR wrote them, or latents.npy and labels.npy;
                  those of the embedded scenes in an untrained cortex unless given
--only NAME       one peer alone: metrics, hypnograms
--python PROGRAM  the Python that makes the peers' environments: python3 unless given

Each peer has a Python environment of its own in the cache folder (ONEIROS_CACHE). Where it cannot be had, the peer is skipped.`;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const note = (line: string): void => void process.stderr.write(`peers: ${line}\n`);
const inRepository = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const peersOf = (latents: string | undefined): Peer[] => [
  {
    name: 'metrics',
    requirements: inRepository('packages/metrics/peers/requirements.txt'),
    script: inRepository('packages/metrics/peers/metrics_peers.py'),
    prepare: (folder) => {
      const samples = latents === undefined ? encodeScenes({ train: 2000, test: 500 }) : readSamples(latents);
      note(`latents of ${samples.source}`);
      writeOurs(samples, folder);
    },
  },
  {
    name: 'hypnograms',
    requirements: inRepository('packages/conductor/peers/requirements.txt'),
    script: inRepository('packages/conductor/peers/hypnogram_peers.py'),
    prepare: writeHypnograms,
  },
];

/** Flags that do not exist, or name what does not. */
class UsageError extends Error {
  readonly code = 'USAGE';
}

async function main(): Promise<void> {
  const { latents, only, python, help } = argumentsGiven();
  if (help) return print(USAGE);
  const peers = peersOf(latents).filter(({ name }) => only === undefined || name === only);
  if (peers.length === 0) throw new UsageError(`There is no peer ${only}.\n\n${USAGE}`);
  await selectBackend({ backend: 'auto' });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const peer of peers) {
    const outcome = runPeer(peer, python, (line) => note(`${peer.name}: ${line}`));
    for (const [key, count] of Object.entries(show(peer.name, outcome))) counts[key as keyof typeof counts] += count;
  }
  print(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

function show(name: string, outcome: PeerOutcome): { passed?: number; failed?: number; skipped?: number } {
  if ('skipped' in outcome) {
    print(
      `${name}: skipped, its Python environment cannot be had (no network, or no such package for this Python?): ${outcome.skipped}`,
    );
    return { skipped: 1 };
  }
  if ('failed' in outcome) {
    print(`${name}: FAILED: ${outcome.failed}`);
    return { failed: 1 };
  }
  const { versions, comparisons } = outcome;
  const width = Math.max(...comparisons.map(({ comparison }) => comparison.length));
  print(`${name}: ${versions}`);
  print(
    [
      'comparison'.padEnd(width),
      ...['ours', 'theirs', 'difference', 'tolerance'].map((title) => title.padStart(13)),
    ].join('  '),
  );
  for (const comparison of comparisons) {
    const values = [comparison.ours, comparison.theirs].map((value) => value.toPrecision(7));
    const apart = [comparison.difference, comparison.tolerance].map((value) => value.toExponential(1));
    const cells = [...values, ...apart].map((cell) => cell.padStart(13));
    print([comparison.comparison.padEnd(width), ...cells, agrees(comparison) ? 'ok' : 'FAILED'].join('  '));
  }
  const passed = comparisons.filter(agrees).length;
  return { passed, failed: comparisons.length - passed };
}

function argumentsGiven() {
  try {
    return parseArgs({
      options: {
        latents: { type: 'string' },
        only: { type: 'string' },
        python: { type: 'string', default: 'python3' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
