import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as campaign from './index.ts';

it('runs the example of the README', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!.replace(/^import .*$/gm, '');
  const folder = mkdtempSync(join(tmpdir(), 'oneiros-readme-'));
  try {
    const scope = { folder, ...campaign };
    const run = new Function(...Object.keys(scope), `${example}; return states;`);
    expect(run(...Object.values(scope))).toEqual([
      'pad-seed-1 waiting',
      'no-rem-seed-1 waiting',
      'pad-seed-2 waiting',
      'no-rem-seed-2 waiting',
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
