import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { firstValueFrom, type Observable } from 'rxjs';
import { describe, expect, it } from 'vitest';

/** The module that is the example with this text in it, and that text. */
async function exampleWith<Module>(text: string): Promise<{ module: Module; example: string }> {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const example = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)]
    .map(([, code]) => code!)
    .find((code) => code.includes(text))!;
  const folder = new URL('../test-results/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const file = new URL(`readme-example-${text.replace(/\W/g, '')}.ts`, folder);
  await writeFile(file, example);
  return { module: (await import(file.href)) as Module, example };
}

describe('the README', () => {
  it('shows an example that runs and gives what its comment says', async () => {
    const { module, example } = await exampleWith<{ night$: Observable<string[]> }>('night$');
    const promised = /\); \/\/ (.*)\n/.exec(example)![1]!;
    expect((await firstValueFrom(module.night$)).join(', ')).toBe(promised);
  });

  it('shows a life whose nights are as its comments say', async () => {
    const { module, example } = await exampleWith<{ rem: number[]; ticks: number[] }>('lifeOf');
    expect(module.rem.join(', ')).toBe(/'REM'\)\)\); \/\/ (.*)\n/.exec(example)![1]!);
    expect(module.ticks).toEqual([864, 3]);
  });
});
