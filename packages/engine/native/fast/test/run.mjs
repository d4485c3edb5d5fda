/**
 * Compiles the fast convolutions and runs their tests on every instruction set that this CPU has:
 *   node native/fast/test/run.mjs [--seed N] [--rounds N]     correctness against float64
 *   node native/fast/test/run.mjs --bench [ARGUMENTS]         against oneDNN (see benchmark.cc), on the widest set
 * The exit code is 1 if a test failed or something did not compile.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { fastSources } from '../sources.mjs';

const testFolder = path.dirname(fileURLToPath(import.meta.url));
const sourceFolder = path.dirname(testFolder);
const buildFolder = path.join(sourceFolder, '..', '..', 'build', 'fast');
const compiler = process.env.CXX ?? 'g++';

function call(command, args, environment = {}) {
  const { status, signal } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  if (signal) process.stderr.write(`${command} ended by ${signal}\n`);
  return status === 0;
}

function insist(succeeded, what) {
  if (succeeded) return;
  process.stderr.write(`${what} failed\n`);
  process.exit(1);
}

function build(program, libraries) {
  mkdirSync(buildFolder, { recursive: true });
  const objects = fastSources(process.arch).map(({ source, object, flags }) => {
    const to = path.join(buildFolder, `${object}.o`);
    const from = path.join(sourceFolder, source);
    insist(call(compiler, [...flags, '-fopenmp', '-fPIC', '-c', from, '-o', to]), `compiling ${source}`);
    return to;
  });
  const target = path.join(buildFolder, program);
  const flags = ['-std=c++17', '-O2', '-Wall', '-Wextra', '-fopenmp'];
  const linked = call(compiler, [
    ...flags,
    path.join(testFolder, `${program}.cc`),
    ...objects,
    '-o',
    target,
    ...libraries,
  ]);
  insist(linked, `building ${program}`);
  return target;
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--bench') {
  insist(call(build('benchmark', ['-ldnnl']), rest), 'the benchmark');
} else {
  const option = (name, otherwise) => {
    const at = process.argv.indexOf(name);
    return at < 0 ? otherwise : process.argv[at + 1];
  };
  const program = build('correctness', []);
  const threads = String(Math.max(2, Math.min(4, os.availableParallelism())));
  let failed = false;
  for (const instructionSet of process.arch === 'x64' ? ['avx512', 'avx2', 'baseline'] : ['baseline']) {
    const set = { ONEIROS_ISA: instructionSet, OMP_NUM_THREADS: threads };
    failed = !call(program, [option('--seed', '1'), option('--rounds', '10')], set) || failed;
  }
  process.exit(failed ? 1 : 0);
}
