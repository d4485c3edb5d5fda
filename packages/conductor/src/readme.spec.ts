import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { firstValueFrom, type Observable } from 'rxjs';
import { describe, expect, it } from 'vitest';

describe('the README', () => {
  it('shows an example that runs and gives what its comment says', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!;
    const promised = /\); \/\/ (.*)\n/.exec(example)![1]!;
    const folder = new URL('../test-results/', import.meta.url);
    await mkdir(folder, { recursive: true });
    const file = new URL('readme-example.ts', folder);
    await writeFile(file, example);
    const { night$ } = (await import(file.href)) as { night$: Observable<string[]> };
    expect((await firstValueFrom(night$)).join(', ')).toBe(promised);
  });
});
