/**
 * Replays the golden fixtures on `onednn` on every instruction set that this CPU has, the widest first:
 * `node packages/engine/scripts/ci-instruction-sets.mjs [DIR]`. Ends with 0 if every fixture passed on each.
 *
 * Needs the built projects and the native back end.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeBackends } from '@oneiros/engine';
import { instructionSets } from '../native/fast/sources.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const golden = join(root, 'test', 'dist', 'golden', 'main.js');

delete process.env.ONEIROS_ISA; // the widest, and all below it
const onednn = (await describeBackends()).find(({ name }) => name === 'onednn');
const sets = instructionSets(process.arch).map(({ name }) => name);
const widest = sets.indexOf(onednn.instructionSets?.[0]);
if (widest < 0)
  throw new Error(`Expected the back end onednn: ${onednn.reason ?? 'it names no instruction set of ours'}`);
const failed = sets.slice(widest).filter((set) => {
  const parameters = [golden, ...process.argv.slice(2), '--backend', 'onednn'];
  return spawnSync(process.execPath, parameters, { env: { ...process.env, ONEIROS_ISA: set }, stdio: 'inherit' })
    .status;
});
console.log(
  `golden fixtures on ${sets.slice(widest).join(', ')}: ${failed.length === 0 ? 'all passed' : `failed on ${failed}`}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
