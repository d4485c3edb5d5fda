import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { TimelineChunk } from './chunk.ts';

describe('the README', () => {
  it('shows an example that runs and gives what its comments say', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!;
    const folder = new URL('../test-results/', import.meta.url);
    await mkdir(folder, { recursive: true });
    const file = new URL('readme-example.ts', folder);
    await writeFile(file, example);
    const shown = (await import(file.href)) as { moments: unknown[]; chunk: TimelineChunk; reconstruction: number };
    expect(shown.moments).toEqual([]);
    expect(shown.chunk.stages).toEqual(['WAKE']);
    expect(shown.reconstruction).toBe(0.25);
  });
});
