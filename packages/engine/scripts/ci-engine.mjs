/**
 * Adds an engine for real, replays the golden fixtures on it, and removes it again unless it was there before:
 * `node packages/engine/scripts/ci-engine.mjs onednn|tensorflow [DIR]`. Ends with 0 if every fixture passed.
 *
 * Needs what an addition needs (npm, python3 with pip, a C++ compiler, both registries) and the built projects. An
 * addition is made into a cache of its own where none is there yet, so that a broken one touches nobody else's.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const oneiros = join(root, 'apps', 'cli', 'bin', 'oneiros.js');
const golden = join(root, 'test', 'dist', 'golden', 'main.js');

const node = (parameters, options = {}) =>
  spawnSync(process.execPath, parameters, { cwd: root, stdio: 'inherit', env: process.env, ...options });
const [engine, ...rest] = process.argv.slice(2);
const here = node([oneiros, 'engine', 'list', '--json'], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
const wasHere = JSON.parse(here.stdout)[engine] !== null;

const cache = wasHere ? undefined : mkdtempSync(join(tmpdir(), `oneiros-ci-${engine}-`));
if (cache) process.env.ONEIROS_CACHE = cache;
let failed = true;
try {
  const started = performance.now();
  const added = node([oneiros, 'engine', 'add', engine]).status === 0;
  process.stderr.write(`added in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  failed = !added || node([golden, ...rest, '--backend', engine]).status !== 0;
} finally {
  if (cache) {
    const removed = node([oneiros, 'engine', 'remove', engine]).status === 0;
    failed ||= !removed;
    rmSync(cache, { recursive: true, force: true });
  }
}
process.exitCode = failed ? 1 : 0;
