import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import { backendNames, selectBackend, UnknownBackendError, type BackendName } from '@oneiros/engine';
import { exceeded, type Deviations } from './deviations.ts';
import { readFixtures } from './fixture.ts';
import { replayFixture } from './replay.ts';
import { sharedFolder } from '../shared-folder.ts';

const USAGE = `Replays golden fixtures and compares.

Usage: npm run golden [-- DIR] [--backend ${backendNames.join('|')}] [--only NAME]...

DIR is a folder of .safetensors fixtures, "golden" in the shared data unless given; --only takes the ones so named.`;

const columns: readonly (readonly [title: string, measure: keyof Deviations])[] = [
  ['loss, 1st', 'firstLosses'],
  ['loss, later', 'laterLosses'],
  ['gradients', 'gradients'],
  ['IT bias', 'latentBias'],
  ['z, 1st', 'firstLatents'],
  ['z, later', 'laterLatents'],
  ['weight max', 'weightsMax'],
  ['weight mean', 'weightsMean'],
];

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const fail = (message: string, exitCode: number): void => {
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
};

/** Flags that do not exist. */
class UsageError extends Error {
  readonly code = 'USAGE';
}

async function main(): Promise<void> {
  const { values, positionals } = argumentsGiven();
  if (values.help) return print(USAGE);
  if (positionals.length > 1) return fail(`Expected one folder, got ${positionals.length}.\n\n${USAGE}`, 2);
  const folder = positionals[0] ?? `${sharedFolder()}/golden`;
  if (!existsSync(folder)) return fail(`There is no folder ${folder}; name one, or set ONEIROS_SHARED.`, 2);
  const found = readFixtures(folder);
  if (found.length === 0) return fail(`${folder} holds no fixture (a .safetensors file with a condition).`, 2);
  const unknown = values.only?.find((only) => found.every((fixture) => fixture.name !== only));
  if (unknown !== undefined) {
    return fail(`${folder} holds no fixture "${unknown}", only ${found.map((fixture) => fixture.name).join(', ')}.`, 2);
  }
  const fixtures = found.filter((fixture) => values.only?.includes(fixture.name) ?? true);

  const { name, library, warnings } = await selectBackend({ backend: values.backend as BackendName });
  print(`back end ${name}: ${library}`);
  for (const warning of warnings) process.stderr.write(`${warning}\n`);
  const width = Math.max(...fixtures.map((fixture) => fixture.name.length));
  print(['fixture'.padEnd(width), 'idle ', ...columns.map(([title]) => title.padStart(11)), ' seconds'].join('  '));
  let failed = 0;
  for (const fixture of fixtures) {
    const began = performance.now();
    const deviations = replayFixture(fixture);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const beyond = exceeded(deviations);
    if (beyond.length > 0) failed++;
    const figures = columns.map(([, measure]) => deviations[measure].toExponential(1).padStart(11));
    const verdict = beyond.length === 0 ? 'ok' : `FAILED: ${beyond.join(', ')}`;
    print([fixture.name.padEnd(width), fixture.idle, ...figures, seconds.padStart(8), verdict].join('  '));
  }
  print(`${fixtures.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function argumentsGiven() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        backend: { type: 'string', default: 'auto' },
        only: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

await main().catch((error: unknown) => {
  const isUsage = error instanceof UsageError || error instanceof UnknownBackendError;
  fail(error instanceof Error ? error.message : String(error), isUsage ? 2 : 1);
});
