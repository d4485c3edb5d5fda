import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createServer } from './create-server.ts';
import { writeRun, writeSite } from './test-data/written-run.ts';

it('runs the example of the README', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!.replace(/^import .*$/gm, '');
  const base = mkdtempSync(join(tmpdir(), 'oneiros-readme-'));
  writeRun(join(base, 'runs', 'pad-1'));
  const folders = { runsFolder: join(base, 'runs'), siteFolder: writeSite(join(base, 'site')) };
  const scope = { ...folders, createServer, token: 'a-token-of-the-tests-0123' };
  const body = `return (async () => { ${example}; return [ids, foreign.statusCode]; })();`;
  const run = new Function(...Object.keys(scope), body) as (...values: unknown[]) => Promise<unknown>;
  expect(await run(...Object.values(scope))).toEqual([['pad-1'], 403]);
});
