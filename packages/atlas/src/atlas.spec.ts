import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  annotationOf,
  annotationsByTransmitter,
  annotationsOfKind,
  atlas,
  citations,
  UnknownAnnotationError,
} from './index.ts';

const repository = new URL('../../../', import.meta.url);

describe('atlas', () => {
  it('gives every entry an id of its own', () => {
    expect(new Set(atlas.map(({ id }) => id)).size).toBe(atlas.length);
  });

  it.each(atlas)('cites at least one work that can be found for $id', (annotation) => {
    expect(annotation.citations.length).toBeGreaterThan(0);
    for (const { year, doi, journal } of annotation.citations) {
      expect(year).toBeGreaterThan(1900);
      expect(doi ?? journal).toMatch(/\S/);
      if (doi !== undefined) expect(doi).toMatch(/^10\.\d{4,}\/\S+$/);
    }
  });

  it.each(atlas)('says of $id what it does and what is known of it', ({ name, role, biology }) => {
    for (const text of [name, role, biology]) expect(text.trim().length).toBeGreaterThan(5);
  });

  it.each(atlas)('points from $id to code of this repository', ({ code }) => {
    expect(existsSync(new URL(code, repository))).toBe(true);
  });

  it('carries the stream, the sources of both modulators and the hippocampus', () => {
    expect(annotationsOfKind('area').map(({ id }) => id)).toEqual([
      ...['V1', 'V2', 'V4', 'PIT', 'IT', 'realityMonitor'],
      ...['hippocampus', 'dentate-gyrus', 'CA3', 'CA1'],
    ]);
    expect(annotationsByTransmitter('acetylcholine').map(({ id }) => id)).toEqual([
      'basal-forebrain',
      'ppt-ldt',
      'acetylcholine',
    ]);
    expect(annotationsByTransmitter('noradrenaline').map(({ id }) => id)).toEqual(['locus-coeruleus', 'noradrenaline']);
  });

  it('finds an entry by its id and names the known ones for any other', () => {
    expect(annotationOf('IT').name).toBe('Inferotemporal cortex');
    expect(() => annotationOf('V3')).toThrow(UnknownAnnotationError);
    expect(() => annotationOf('V3')).toThrow(/V1, V2, V4/);
  });

  it('cites no work twice', () => {
    const dois = Object.values(citations).flatMap((citation) => ('doi' in citation ? [citation.doi] : []));
    expect(new Set(dois).size).toBe(dois.length);
  });

  it('runs the example of the README', async () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const body = example.replace(/^import .*$/m, '');
    const run = new Function('annotationOf', 'annotationsByTransmitter', `${body}; return { lines, sources };`);
    const { lines, sources } = run(annotationOf, annotationsByTransmitter) as { lines: string[]; sources: string[] };
    expect(lines).toContain('V1: Primary visual cortex (Felleman & Van Essen 1991)');
    expect(sources).toContain('Locus coeruleus');
  });
});
