import { atlas } from '@oneiros/atlas';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { annotations } from './annotations.ts';

describe('the annotations', () => {
  it('name code that exists and the paper, under ids that the atlas does not use', () => {
    const taken = new Set<string>(atlas.map(({ id }) => id));
    for (const { id, code, citations } of annotations) {
      expect(existsSync(resolve(import.meta.dirname, '../../..', code))).toBe(true);
      expect(citations.map(({ short }) => short)).toContain('Deperrois et al. 2022');
      expect(taken.has(id)).toBe(false);
    }
  });
});
