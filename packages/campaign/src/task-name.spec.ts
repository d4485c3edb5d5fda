import { expect, it } from 'vitest';
import { taskNameOf } from './task-name.ts';

const id = '0123456789ab';

it.each([
  [{ condition: 'no-rem', seed: 2 }, 'no-rem-seed-2'],
  [{ preset: 'tiny', 'plasticity.learningRate': 1e-4, seed: 1 }, 'tiny-learningRate-0.0001-seed-1'],
  [{ 'replay.rem.noise': 0.5, 'replay.nrem.noise': 0, seed: 1 }, 'replay.rem.noise-0.5-replay.nrem.noise-0-seed-1'],
  [{ 'occlusion.tileSidePx': [1, 8], seed: 1 }, 'tileSidePx-1-8-seed-1'],
  [{ 'data.folder': '../other sets', seed: 1 }, 'folder-other-sets-seed-1'],
])('a task of %j is called %s', (overrides, name) => {
  expect(taskNameOf(overrides, id)).toBe(name);
});

it('tells names that are taken or long apart by the id', () => {
  expect(taskNameOf({ seed: 1 }, id, new Set(['seed-1']))).toBe(`seed-1-${id}`);
  const long = taskNameOf({ 'data.folder': 'a'.repeat(300), seed: 1 }, id);
  expect([long.length, long.endsWith(id)]).toEqual([113, true]);
});
