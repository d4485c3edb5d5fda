/**
 * Compiles the native back end with the machine's C++ compiler:
 *
 *   node native/build.mjs [--force] [--check] [--out FOLDER] [--rpath FOLDER]
 *
 * --rpath is where the addon looks for oneDNN when it runs.
 * Headers of Node-API come from npm, so nothing is downloaded; oneDNN comes from the system. Where it cannot build it
 * says what is missing and how to install it, and ends with exit code 0, because everything else works without it
 * (`--check` ends with 1 instead).
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fastSources, portableFlags, vectorSources } from './fast/sources.mjs';

const require = createRequire(import.meta.url);
const sourceFolder = path.dirname(fileURLToPath(import.meta.url));
const option = (name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const buildFolder = path.resolve(option('--out') ?? path.join(sourceFolder, '..', 'build'));
const target = path.join(buildFolder, 'oneiros_engine.node');
const stampFile = path.join(buildFolder, 'stamp.json');

const force = process.argv.includes('--force');
const check = process.argv.includes('--check');
const say = (text) => process.stderr.write(`${text}\n`);

const compiler = process.env.CXX ?? 'g++';
const includeFolders = [
  path.dirname(require.resolve('node-addon-api/napi.h')),
  require('node-api-headers').include_dir,
  ...(process.env.ONEDNN_ROOT ? [path.join(process.env.ONEDNN_ROOT, 'include')] : []),
];
const libraryFolders = process.env.ONEDNN_ROOT
  ? ['lib', 'lib64'].map((name) => path.join(process.env.ONEDNN_ROOT, name))
  : [];
const mac = process.platform === 'darwin';
const openmp = mac ? ['-Xpreprocessor', '-fopenmp'] : ['-fopenmp'];
const flags = [
  '-std=c++17',
  '-O3',
  ...portableFlags(process.arch),
  ...openmp,
  '-fPIC',
  '-Wall',
  '-Wextra',
  '-DNAPI_VERSION=8',
  '-DNODE_ADDON_API_CPP_EXCEPTIONS',
];
const linkFlags = [
  '-shared',
  ...(mac ? ['-undefined', 'dynamic_lookup', '-lomp'] : ['-fopenmp']),
  ...libraryFolders.map((folder) => `-L${folder}`),
  ...(option('--rpath') ? [option('--rpath')] : libraryFolders).map((folder) => `-Wl,-rpath,${folder}`),
  '-ldnnl',
];

function advice() {
  return [
    'The native back end "onednn" needs a C++17 compiler and oneDNN with its headers:',
    '  Debian, Ubuntu   apt-get install g++ libdnnl-dev',
    '  Fedora           dnf install gcc-c++ onednn-devel',
    '  macOS            brew install onednn libomp',
    'then: npm run build:native -w @oneiros/engine',
  ].join('\n');
}

function giveUp(reason) {
  // A stale binary of other sources would load and answer wrongly.
  rmSync(target, { force: true });
  mkdirSync(buildFolder, { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify({ failed: reason }, null, 2)}\n`);
  say(`WARNING: the native back end was not built: ${reason}\n${advice()}`);
  process.exit(check ? 1 : 0);
}

function probe() {
  const version = spawnSync(compiler, ['--version'], { encoding: 'utf8' });
  if (version.error || version.status !== 0) giveUp(`no C++ compiler (${compiler}) was found`);
  const preprocessed = spawnSync(compiler, ['-E', '-P', '-x', 'c++', ...includeFolders.map((f) => `-I${f}`), '-'], {
    input: '#include <dnnl_version.h>\nversion DNNL_VERSION_MAJOR DNNL_VERSION_MINOR DNNL_VERSION_PATCH\n',
    encoding: 'utf8',
  });
  const found = preprocessed.stdout?.match(/version\s+(\d+)\s+(\d+)\s+(\d+)/);
  if (preprocessed.status !== 0 || !found) giveUp('the headers of oneDNN (dnnl_version.h) were not found');
  return { compiler: version.stdout.split('\n')[0], onednn: found.slice(1).join('.') };
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (status) => resolve({ status, output }));
    child.on('error', (error) => resolve({ status: 1, output: String(error) }));
  });
}

const machine = probe();
const codeIn = (folder) =>
  readdirSync(path.join(sourceFolder, folder))
    .filter((name) => /\.(cc|h)$/.test(name))
    .sort()
    .map((name) => path.join(folder, name));
const files = [...codeIn('.'), ...codeIn('fast'), ...codeIn('vector')];
/** One object each; what stands in `extra` comes after the project's flags and wins. */
const units = [
  ...codeIn('.')
    .filter((name) => name.endsWith('.cc'))
    .map((source) => ({ source, object: path.basename(source), extra: [], isVectorCode: false })),
  ...[...fastSources(process.arch), ...vectorSources(process.arch)].map(({ folder, source, object, flags: extra }) => ({
    source: path.join(folder, source),
    object: `${folder}-${object}`,
    extra,
    isVectorCode: true,
  })),
];
const contents = new Map(files.map((name) => [name, readFileSync(path.join(sourceFolder, name))]));
const headers = files.filter((name) => name.endsWith('.h'));

/** A digest of a setting and of some files: what a compiled thing depends on. */
function digest(setting, names) {
  const hash = createHash('sha256').update(JSON.stringify(setting));
  for (const name of names) hash.update(name).update(contents.get(name));
  return hash.digest('hex');
}

const fingerprint = digest([flags, units, linkFlags, machine], files);
const previous = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : undefined;
if (!force && existsSync(target) && previous?.fingerprint === fingerprint) process.exit(0);

const started = Date.now();
const objectFolder = path.join(buildFolder, 'objects');
mkdirSync(objectFolder, { recursive: true });
/** Vector code knows nothing of oneDNN: what one build compiled serves another, against another version of it. */
const usualObjects = path.join(sourceFolder, '..', 'build', 'objects');
function objectOf({ source, object, extra, isVectorCode }) {
  const setting = [flags, extra, machine.compiler, ...(isVectorCode ? [] : [machine.onednn])];
  const name = `${object}-${digest(setting, [...headers, source]).slice(0, 16)}.o`;
  const usual = path.join(usualObjects, name);
  return isVectorCode && existsSync(usual) ? usual : path.join(objectFolder, name);
}
// Everything is made under a name of its own and renamed, so that another process never reads half a file.
const unfinished = (file) => `${file}.${process.pid}`;

async function compile(unit) {
  const object = objectOf(unit);
  if (!force && existsSync(object)) return true;
  const includes = includeFolders.map((folder) => `-I${folder}`);
  const from = path.join(sourceFolder, unit.source);
  const args = [...flags, ...unit.extra, ...includes, '-c', from, '-o', unfinished(object)];
  const { status, output } = await run(compiler, args);
  if (output.trim()) say(output.trim());
  if (status === 0) renameSync(unfinished(object), object);
  return status === 0;
}

const waiting = [...units];
const failures = [];
const worker = async () => {
  for (let unit = waiting.shift(); unit !== undefined; unit = waiting.shift()) {
    if (!(await compile(unit))) failures.push(unit.object);
  }
};
await Promise.all(Array.from({ length: Math.min(8, os.availableParallelism()) }, worker));
if (failures.length > 0) giveUp(`${failures.join(', ')} did not compile`);

const objects = units.map(objectOf);
const { status, output } = await run(compiler, [...objects, ...linkFlags, '-o', unfinished(target)]);
if (status !== 0) giveUp(`linking failed: ${output.trim()}`);
renameSync(unfinished(target), target);
for (const name of readdirSync(objectFolder)) {
  if (!objects.includes(path.join(objectFolder, name))) rmSync(path.join(objectFolder, name), { force: true });
}
const stamp = { fingerprint, ...machine, flags };
writeFileSync(stampFile, `${JSON.stringify(stamp, null, 2)}\n`);
say(`native back end built against oneDNN ${machine.onednn} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
