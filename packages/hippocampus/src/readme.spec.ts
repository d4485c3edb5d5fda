import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

describe('the README', () => {
  it('shows an example that runs and gives what its comments say', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!;
    const folder = new URL('../test-results/', import.meta.url);
    await mkdir(folder, { recursive: true });
    const file = new URL('readme-example.ts', folder);
    await writeFile(file, example);
    const { replayed } = (await import(file.href)) as { replayed: unknown };
    expect(replayed).toEqual({ nrem: [4, 8], rem: [0, 12], recalled: [-4, 4, 8, 16] });
  });
});
