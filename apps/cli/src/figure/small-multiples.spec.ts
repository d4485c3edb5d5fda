import { describe, expect, it } from 'vitest';
import { drawSmallMultiples, type Panel } from './small-multiples.ts';

const panel: Panel = {
  title: 'Batch <size>',
  xLabel: 'images',
  yLabel: 'seconds',
  isLog: true,
  series: [
    { name: 'ours', points: [[16, 0.05], [32, 0.1], [64, 0.2]] },
    { name: 'theirs', points: [[16, 0.1], [32, 0.2], [64, 0.4]] },
  ],
}; // prettier-ignore

describe('drawSmallMultiples', () => {
  it('draws a line for each series and a point for each value, and escapes what it is told', () => {
    const svg = drawSmallMultiples('A & B', [panel]);
    expect(svg.match(/<path /g)).toHaveLength(2);
    expect(svg.match(/<circle /g)).toHaveLength(6);
    expect(svg).toContain('A &#38; B');
    expect(svg).toContain('Batch &#60;size&#62;');
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it('puts doubled values equally far apart on logarithmic axes', () => {
    const svg = drawSmallMultiples('doubling', [{ ...panel, series: panel.series.slice(0, 1) }]);
    const centres = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(centres[1]![0]! - centres[0]![0]!).toBeCloseTo(centres[2]![0]! - centres[1]![0]!, 0);
    expect(centres[0]![1]! - centres[1]![1]!).toBeCloseTo(centres[1]![1]! - centres[2]![1]!, 0);
  });

  it('leaves out panels without points and draws one point without a scale of its own', () => {
    const empty = { ...panel, series: [{ name: 'ours', points: [] }] };
    const single = { ...panel, series: [{ name: 'ours', points: [[1, 1]] }] } as const;
    expect(drawSmallMultiples('none', [empty]).match(/<circle/g)).toBeNull();
    expect(drawSmallMultiples('one', [empty, single])).not.toMatch(/NaN|Infinity/);
  });
});
