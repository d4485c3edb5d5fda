/**
 * Installs an archive of `npm run pack` in an empty folder, without a compiler, lives through two cycles with it, and adds WebGPU
 * by the command that the doctor names:
 *
 *   node scripts/try-archive.mjs ARCHIVE [--node BINARY] [--rebuild]
 *
 * With --rebuild it then takes the prebuilt engine away and builds one, with a compiler. Ends with 0 if all of it worked.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { node: { type: 'string' }, rebuild: { type: 'boolean' } },
});
const binary = resolve(values.node ?? process.execPath);
const archive = resolve(positionals[0]);
const folder = mkdtempSync(join(tmpdir(), 'oneiros-archive-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** npm as a script, so that the Node that is tried runs it. */
function npmScript() {
  const candidates = [
    process.env.npm_execpath,
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  return candidates.find((file) => file && existsSync(file));
}

const environment = {
  ...process.env,
  // The Node that is tried comes first, for scripts of packages; an empty cache of engines; no compiler.
  PATH: `${dirname(binary)}:${process.env.PATH}`,
  ONEIROS_CACHE: join(folder, 'cache'),
  CXX: 'no-such-compiler',
};
function run(args, extra = {}) {
  const { status, stdout } = spawnSync(binary, args, {
    cwd: folder,
    env: { ...environment, ...extra },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return stdout;
}
const oneiros = join('node_modules', '@oneiros', 'cli', 'bin', 'oneiros.js');
const engine = join(folder, 'node_modules', '@oneiros', 'cli', 'node_modules', '@oneiros', 'engine');

/** The native back end as `oneiros doctor` describes it. */
function native(origin) {
  const { backends } = JSON.parse(run([oneiros, 'doctor', '--json']));
  const onednn = backends.find(({ name }) => name === 'onednn');
  if (!onednn.available || !onednn.library.includes(origin)) {
    throw new Error(`Expected onednn to load, ${origin}; the doctor says ${JSON.stringify(onednn)}`);
  }
  console.log(`${run(['--version']).trim()}: ${onednn.library}`);
}
/** SwiftShader of Debian's chromium, unless another Vulkan driver is named. */
const driver = process.env.VK_ICD_FILENAMES || '/usr/lib/chromium/vk_swiftshader_icd.json';
/** WebGPU as the doctor describes it. */
function webgpu() {
  const { backends } = JSON.parse(
    run([oneiros, 'doctor', '--json'], existsSync(driver) ? { VK_ICD_FILENAMES: driver } : {}),
  );
  return backends.find(({ name }) => name === 'webgpu');
}
function addWebgpu() {
  const { reason, advice } = webgpu();
  const [, command] = /^Add it: npm (.+)$/.exec(advice) ?? [];
  if (command === undefined)
    throw new Error(`Expected the doctor to say how webgpu is added, got ${reason}. ${advice}`);
  run([npmScript(), ...command.split(' '), '--no-audit', '--no-fund']);
  const added = webgpu();
  // Without a driver Dawn is there, and finds no adapter.
  const isThere = existsSync(driver) ? added.available : !/not installed|does not load/.test(added.reason);
  if (!isThere)
    throw new Error(`Expected webgpu to load after npm ${command}; the doctor says ${JSON.stringify(added)}`);
  console.log(`npm ${command}: ${added.available ? added.library : added.reason}`);
}
const night = (out) => {
  run([oneiros, 'run', '--preset', 'tiny', '--backend', 'onednn', '--cycles', '2', '--out', out]);
};

run([npmScript(), 'install', '--no-audit', '--no-fund', '--foreground-scripts', archive]);
native('prebuilt');
night('prebuilt-night');
run([oneiros, 'view', 'prebuilt-night', '--export', 'page']);
console.log('two cycles lived, and their page written');
addWebgpu();
if (values.rebuild) {
  rmSync(join(engine, 'prebuilt'), { recursive: true });
  const { backends } = JSON.parse(run([oneiros, 'doctor', '--json']));
  const { reason, advice } = backends.find(({ name }) => name === 'onednn');
  console.log(`without it: ${reason}. ${advice}`);
  run([join(engine, 'native', 'install.mjs')], { CXX: process.env.CXX ?? 'g++' });
  native('built here');
  night('built-night');
}
