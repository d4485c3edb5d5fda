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
    const { svg, csv } = (await import(file.href)) as { svg: string; csv: string };
    expect(svg).toContain('<title>What was learned</title>');
    expect(csv).toBe(
      'panel,series,x,y,low,high\r\nReadout,PAD,1,22,,\r\nReadout,PAD,2,26,,\r\nReadout,chance,,10,,\r\n',
    );
  });
});
