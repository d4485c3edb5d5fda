import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFigure } from './draw-figure.ts';
import type { Mark, Panel } from './figure.ts';

const doubling: Panel = {
  title: 'Batch <size>',
  xLabel: 'images',
  yLabel: 'seconds',
  isLog: true,
  marks: [
    { kind: 'line', name: 'ours', points: [[16, 0.05], [32, 0.1], [64, 0.2]] },
    { kind: 'line', name: 'theirs', points: [[16, 0.1], [32, 0.2], [64, 0.4]] },
  ],
}; // prettier-ignore

const draw = (...panels: Panel[]): string => drawFigure({ title: 'A & B', panels });
const one = (...marks: Mark[]): Panel => ({ title: 'one', xLabel: 'x', yLabel: 'y', marks });
/** Those of the panels, not of the legend. */
const circles = (svg: string) =>
  [...svg.slice(svg.indexOf('<g ')).matchAll(/<circle cx="([-\d.]+)" cy="([-\d.]+)"/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  );

describe('drawFigure', () => {
  it('draws a line for each series and a point for each value, and escapes what it is told', () => {
    const svg = draw(doubling);
    expect(svg.match(/<path /g)).toHaveLength(2);
    expect(circles(svg)).toHaveLength(6);
    expect(svg).toContain('A &#38; B');
    expect(svg).toContain('Batch &#60;size&#62;');
  });

  it('puts doubled values equally far apart on logarithmic axes', () => {
    const points = circles(draw({ ...doubling, marks: doubling.marks.slice(0, 1) }));
    expect(points[1]![0] - points[0]![0]).toBeCloseTo(points[2]![0] - points[1]![0], 0);
    expect(points[0]![1] - points[1]![1]).toBeCloseTo(points[1]![1] - points[2]![1], 0);
  });

  it('says so where nothing was measured, and draws what is left of a series with gaps', () => {
    expect(draw(one({ kind: 'line', name: 'empty', points: [] }))).toContain('nothing was measured');
    expect(draw(one({ kind: 'line', name: 'lost', points: [[1, NaN]] }))).toContain('nothing was measured');
    const gaps = draw(one({ kind: 'line', name: 'gaps', points: [[1, 2], [2, NaN], [3, Infinity], [4, 1]] })); // prettier-ignore
    expect(circles(gaps)).toHaveLength(2);
    expect(gaps).not.toMatch(/NaN|Infinity/);
  });

  it('gives a name the same colour in every panel and one entry in the legend', () => {
    const svg = draw(one({ kind: 'dots', name: 'PAD', points: [[0, 1]] }), doubling, {
      ...doubling,
      marks: doubling.marks.slice(1),
    });
    expect(svg.match(/>PAD</g)).toHaveLength(1);
    expect(svg.match(/>theirs</g)).toHaveLength(1);
  });

  it('shows in the legend how a name is drawn', () => {
    const points = [[0, 1], [1, 2]] as const; // prettier-ignore
    const keys = (mark: Mark): string => draw(one(mark)).split(`>${mark.name}<`)[0]!;
    expect(keys({ kind: 'dots', name: 'clean', points })).toContain('<circle');
    expect(keys({ kind: 'dots', name: 'occluded', points, shape: 'cross' })).toContain('l4,4m-4,0l4,-4');
    expect(keys({ kind: 'line', name: 'measured', points })).not.toContain('stroke-dasharray');
    expect(keys({ kind: 'line', name: 'published', points, isDashed: true })).toContain('stroke-dasharray');
  });

  it('gives entries of the legend room for the longest name', () => {
    const long = 'w/o REM without noise (N = 1), not trained';
    const line = (name: string): Mark => ({ kind: 'line', name, points: [[0, 1], [1, 2]] }); // prettier-ignore
    const svg = draw(one(line('a'), line(long), line('c')), one(line('a')));
    const at = (name: string) => [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</g)].find(([, , , text]) => text === name)!; // prettier-ignore
    const [, , rowOfLong] = at(long);
    const [, , rowOfNext] = at('c');
    // Two of these do not fit beside each other in 600 px: about 6 px a character.
    expect(Number(rowOfNext)).toBeGreaterThan(Number(rowOfLong));
  });

  it('stands bars of one category side by side, in the order of the marks, with their errors', () => {
    const panel: Panel = {
      ...one({ kind: 'bars', name: 'a', values: [1, null], errors: [0.2, null] }, { kind: 'bars', name: 'b', values: [2, 3] }),
      categories: ['CIFAR-10', 'SVHN'],
    }; // prettier-ignore
    const svg = draw(panel);
    const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, w]) => [+x!, +w!]);
    expect(bars).toHaveLength(3);
    const [a, b] = [Math.min(...bars.map(([x]) => x!)), Math.max(...bars.map(([x]) => x!))];
    expect(a).toBeLessThan(b);
    expect(svg.match(/stroke="#000000"/g)).toHaveLength(1);
    expect(svg).toContain('SVHN');
  });

  it('keeps every value inside its panel', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 50 }), fc.boolean(), (points, free) => {
        const svg = draw({ ...one({ kind: 'dots', name: 'p', points }), isFreeBelow: free });
        for (const [x, y] of circles(svg)) {
          // Frame of the first panel: 52..286 across, 34..186 down, to the tenth that coordinates are written with.
          expect(x).toBeGreaterThanOrEqual(51.9);
          expect(x).toBeLessThanOrEqual(286.1);
          expect(y).toBeGreaterThanOrEqual(33.9);
          expect(y).toBeLessThanOrEqual(186.1);
        }
        expect(svg).not.toMatch(/NaN|Infinity/);
      }),
    );
  });

  it('shows uncertainty as a band and a level as a dashed line', () => {
    const svg = draw(
      one(
        { kind: 'line', name: 'mean', points: [[0, 1], [1, 2]], band: [[0, 0.5, 1.5], [1, 1, 3]] },
        { kind: 'level', name: 'chance', y: 0.1 },
      ),
    ); // prettier-ignore
    expect(svg).toContain('fill-opacity="0.18"');
    expect(svg).toContain('stroke-dasharray');
  });

  it('draws spans at a named height, in the colour of their name, and a staircase between them', () => {
    const night: Panel = {
      ...one(
        { kind: 'line', name: 'night', points: [[0, 1], [2, 0], [3, 0]], isStepped: true },
        { kind: 'spans', name: 'REM', y: 0, spans: [[2, 3]] },
      ),
      yNames: ['REM', 'WAKE'],
    }; // prettier-ignore
    const svg = drawFigure({ title: 'A', panels: [night], colors: { REM: '#aa0066' } });
    // Frame 52..286 across, 34..186 down; x goes from 0 to 3, and the span takes its last third: 52 + 234 * 2/3 = 208.
    expect(svg).toContain('<line x1="208.0" y1="186.0" x2="286.0" y2="186.0" stroke="#aa0066" stroke-width="6"/>');
    expect(svg).toMatch(/d="M52,34L208,34L208,186L/);
    expect(circles(svg)).toEqual([]);
    expect(svg).toMatch(/text-anchor="end"[^>]*>WAKE</);
  });

  it('takes the size of its panels, and wraps notes below them', () => {
    const panel = one({ kind: 'level', name: 'chance', y: 1 });
    const notes = [`${'word '.repeat(59)}end`, 'another'];
    const svg = drawFigure({ title: 'A', panels: [panel], panelSize: { width: 600, height: 150 }, notes });
    const height = Number(/ height="(\d+)"/.exec(svg)![1]);
    expect(svg).toContain('viewBox="0 0 600 ');
    const baselines = [...svg.matchAll(/y="([\d.]+)"[^>]*>[^<]*(?:word|another)/g)].map(([, y]) => Number(y));
    // 60 words, 20 of them to a line of 102 characters (576 px at 5.6), and a line for the other note, 15 px apart.
    expect(baselines.map((y) => y - baselines[0]!)).toEqual([0, 15, 30, 45]);
    expect(Math.min(...baselines)).toBeGreaterThan(150);
    expect(Math.max(...baselines)).toBeLessThan(height);
  });
});
