import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { projectConfig } from '../../vitest.shared.ts';

const addon = fileURLToPath(new URL('build/oneiros_engine.node', import.meta.url));
const loadsWith = (set: string): boolean =>
  spawnSync(process.execPath, ['-e', 'require(process.argv[1])', addon], {
    env: { ...process.env, ONEIROS_ISA: set },
    stdio: 'ignore',
  }).status === 0;

/** Every test on the widest instruction set; the tests of operations on each narrower one that this CPU has, too. */
const operations = [
  'elementwise',
  'movement',
  'maps',
  'convolution',
  'fused-convolution',
  'cortex-kernels',
  'adam-step',
];
const all = projectConfig('engine');
const onNarrower = ['avx2', 'baseline'].filter(loadsWith).map((set) => ({
  ...all,
  test: {
    ...all.test,
    name: `engine-${set}`,
    include: operations.map((name) => `src/onednn/${name}.spec.ts`),
    env: { ONEIROS_ISA: set },
  },
}));

export default defineConfig({
  test: { reporters: all.test!.reporters!, outputFile: all.test!.outputFile!, projects: [all, ...onNarrower] },
});
