import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

describe('the README on nights', () => {
  it('shows an example that runs and gives what its comment says', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const section = readme.slice(readme.indexOf('## Nights'));
    const example = /```ts\n([\s\S]*?)```/.exec(section)![1]!;
    const promised = /\); \/\/ (.*)\n/.exec(example)![1]!;
    const folder = new URL('../../test-results/', import.meta.url);
    await mkdir(folder, { recursive: true });
    const file = new URL('readme-nights.ts', folder);
    await writeFile(file, example);
    const { rem } = (await import(file.href)) as { rem: string[] };
    expect(rem.join(', ')).toBe(promised);
  });
});
