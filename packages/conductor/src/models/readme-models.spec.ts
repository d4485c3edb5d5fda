import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('is shown in the README by an example that runs and gives what its comment says', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const section = readme.slice(readme.indexOf('## Sleep models'));
  const example = /```ts\n([\s\S]*?)```/.exec(section)![1]!;
  const promised = example.trimEnd().split('\n').at(-1)!.replace('// ', '');
  const folder = new URL('../../test-results/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const file = new URL('readme-models-example.ts', folder);
  await writeFile(file, example);
  const { night } = (await import(file.href)) as { night: string[] };
  expect(night.join(', ')).toBe(promised);
});
