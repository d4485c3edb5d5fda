import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import * as senses from '@oneiros/senses';
import * as simulation from '@oneiros/simulation';
import { expect, it } from 'vitest';
import * as journal from './index.ts';

it('runs the example of the README', async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!.replace(/^import .*$/gm, '');
  const folder = mkdtempSync(join(tmpdir(), 'oneiros-readme-'));
  try {
    const scope = { folder, tf, ...senses, ...simulation, ...journal };
    const run = new Function(
      ...Object.keys(scope),
      `return (async () => { ${example}; return { status, ancestry }; })()`,
    );
    expect(await (run(...Object.values(scope)) as Promise<unknown>)).toEqual({
      status: 'finished',
      ancestry: { run: join(folder, 'night'), tick: 6, changed: ['duration.count', 'wakeNoise'] },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
