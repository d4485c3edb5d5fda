import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

describe('the README', () => {
  it('shows an example that runs and gives what it says', async () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const [, example] = /```ts\n(.*?)```/s.exec(readme)!;
    const folder = new URL('../test-results/', import.meta.url);
    const file = new URL('readme-example.ts', folder);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, example!.replaceAll("'./src/", "'../src/"));
    const { shown } = (await import(file.href)) as { shown: object };
    expect(shown).toEqual({ seed: 3, from: '--set seed', noise: 'condition no-rem (oneiros.yaml)' });
  });
});
