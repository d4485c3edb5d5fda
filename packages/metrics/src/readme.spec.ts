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
    const { result } = (await import(file.href)) as { result: unknown };
    // Mean (1.5, 1.5), deviations (.5, -1.5), (1.5, -.5), (-1.5, .5), (-.5, 1.5): 8/2 along (1, -1), 2/2 along (1, 1).
    expect(result).toEqual({ n: 3, mean: 1, sem: 0, explained: '0.80', intra: 2 });
  });
});
