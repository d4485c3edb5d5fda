/**
 * Compiles the vector code and runs its tests on every instruction set that this CPU has:
 *   node native/fast/test/run.mjs [--seed N] [--rounds N]     correctness against float64
 *   node native/fast/test/run.mjs --arch arm64                the same, cross-compiled and run under qemu-user
 *   node native/fast/test/run.mjs --bench [ARGUMENTS]         against oneDNN (see benchmark.cc), on the widest set
 * The exit code is 1 if a test failed or something did not compile.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { fastSources, instructionSets, vectorSources } from '../sources.mjs';

const testFolder = path.dirname(fileURLToPath(import.meta.url));
const nativeFolder = path.join(testFolder, '..', '..');
const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const architecture = option('--arch', process.arch);
const crosses = architecture !== process.arch;
if (crosses && architecture !== 'arm64') {
  process.stderr.write(`Expected --arch arm64, or ${process.arch} (this machine), got ${architecture}.\n`);
  process.exit(2);
}
const buildFolder = path.join(nativeFolder, '..', 'build', 'fast', architecture);
/** Debian: g++-aarch64-linux-gnu and qemu-user-static. */
const compiler = crosses ? 'aarch64-linux-gnu-g++' : (process.env.CXX ?? 'g++');
const emulator = crosses ? ['qemu-aarch64-static', '-L', '/usr/aarch64-linux-gnu'] : [];

function call(command, args, environment = {}) {
  const result = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  if (result.error) process.stderr.write(`${command}: ${result.error.message}\n`);
  if (result.signal) process.stderr.write(`${command} ended by ${result.signal}\n`);
  return result.status === 0;
}

function insist(succeeded, what) {
  if (succeeded) return;
  process.stderr.write(`${what} failed\n`);
  process.exit(1);
}

function build(folder, program, sources, libraries = []) {
  mkdirSync(buildFolder, { recursive: true });
  const objects = sources.map(({ folder: from, source, object, flags }) => {
    const to = path.join(buildFolder, `${from}-${object}.o`);
    const file = path.join(nativeFolder, from, source);
    insist(call(compiler, [...flags, '-fopenmp', '-fPIC', '-c', file, '-o', to]), `compiling ${file}`);
    return to;
  });
  const target = path.join(buildFolder, `${folder}-${program}`);
  const flags = ['-std=c++17', '-O2', '-Wall', '-Wextra', '-fopenmp'];
  const main = path.join(nativeFolder, folder, 'test', `${program}.cc`);
  insist(call(compiler, [...flags, main, ...objects, '-o', target, ...libraries]), `building ${program}`);
  return target;
}

function runOnEverySet(program, args) {
  const [command, ...before] = [...emulator, program];
  const threads = String(Math.max(2, Math.min(4, os.availableParallelism())));
  return instructionSets(architecture)
    .map(({ name }) => call(command, [...before, ...args], { ONEIROS_ISA: name, OMP_NUM_THREADS: threads }))
    .every(Boolean);
}

const fast = fastSources(architecture);
if (process.argv[2] === '--bench') {
  insist(call(build('fast', 'benchmark', fast, ['-ldnnl']), process.argv.slice(3)), 'the benchmark');
} else {
  const convolutions = runOnEverySet(build('fast', 'correctness', fast), [
    option('--seed', '1'),
    option('--rounds', crosses ? '2' : '10'),
  ]);
  const others = runOnEverySet(build('vector', 'correctness', [...fast, ...vectorSources(architecture)]), []);
  process.exit(convolutions && others ? 0 : 1);
}
