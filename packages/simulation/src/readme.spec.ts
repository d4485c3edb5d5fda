import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import * as senses from '@oneiros/senses';
import { expect, it } from 'vitest';
import * as simulation from './index.ts';

it('runs the example of the README', async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!.replace(/^import .*$/gm, '');
  const scope = { tf, ...senses, ...simulation };
  const run = new Function(...Object.keys(scope), `return (async () => { ${example}; return { stage, dreams }; })()`);
  expect(await (run(...Object.values(scope)) as Promise<unknown>)).toEqual({
    stage: 'REM',
    dreams: ['dreams/000000.safetensors', 'dreams/000006.safetensors'],
  });
});

it('has every condition in the tables of the front page, in its words', () => {
  const page = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const section = /^## Conditions\n([\s\S]*?)^## /m.exec(page)![1]!;
  const rows = [...section.matchAll(/^\| `([a-z0-9-]+)` +\| (.*?) +\|$/gm)].map(([, name, words]) => [name, words]);
  expect(rows).toEqual(Object.entries(simulation.conditionSummaries));
});
