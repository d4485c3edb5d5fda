import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fixtures = join(root, 'test/fixtures/boundaries');

const rulesBroken = async (source: string): Promise<string[]> => {
  const target = /^\/\/ (\S+)/.exec(source)?.[1];
  if (target === undefined) throw new Error('The first line of a fixture names the file it stands for.');
  const eslint = new ESLint({ cwd: root });
  const [result] = await eslint.lintText(source, { filePath: join(root, target) });
  return result!.messages.map((message) => message.ruleId ?? message.message);
};

describe('direction of imports', () => {
  beforeAll(async () => {
    process.env['NX_DAEMON'] = 'false';
    const { createProjectGraphAsync } = createRequire(import.meta.url)('@nx/devkit') as {
      createProjectGraphAsync(): Promise<unknown>;
    };
    await createProjectGraphAsync();
  });

  const names = readdirSync(fixtures).filter((name) => name.endsWith('.txt'));

  it.each(names)('lint refuses %s', async (name) => {
    const broken = await rulesBroken(readFileSync(join(fixtures, name), 'utf8'));
    const expected = name.includes('node') ? 'no-restricted-imports' : '@nx/enforce-module-boundaries';
    expect(broken).toContain(expected);
  });

  it('lint accepts an import that follows the arrows', async () => {
    expect(await rulesBroken("// packages/cortex/src/citizen.ts\nexport * from '@oneiros/random';\n")).toEqual([]);
  });
});
