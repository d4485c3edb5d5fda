import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import storybook from '../.storybook/main.ts';

describe('Storybook', () => {
  it('finds the stories of every part: a wrong path would run none and say nothing', () => {
    expect(storybook.stories).toEqual(['../src/**/*.stories.tsx']);
    const files = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' });
    const parts = new Set(files.filter((file) => file.endsWith('.stories.tsx')).map((file) => file.split('/')[0]));
    expect([...parts]).toEqual(expect.arrayContaining(['app', 'brain-map', 'browser-simulation', 'editor', 'gallery', 'lanes', 'latents', 'runs', 'ui'])); // prettier-ignore
  });
});
