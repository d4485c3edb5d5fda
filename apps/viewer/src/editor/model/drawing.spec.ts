import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockText, lengthText, timeTicks } from './clock.ts';
import { createEditorStore } from './editor-store.ts';
import { boundaryNear, hypnogramPaths, runAt } from './hypnogram-paths.ts';

const box = { from: 0, to: 1000, width: 100, rowHeight: 10, rows: ['WAKE', 'REM', 'N2'] };

describe('hypnogramPaths', () => {
  it('draws a bar in the row of each stage and a line through them', () => {
    const { bars, steps } = hypnogramPaths(
      [
        { stage: 'WAKE', seconds: 400 },
        { stage: 'N2', seconds: 600 },
      ],
      box,
    );
    // A row is 10 px, its bar 6.4 px in the middle of it.
    expect(bars).toEqual({ WAKE: 'M0 1.8H40V8.2H0Z', N2: 'M40 21.8H100V28.2H40Z' });
    expect(steps).toBe('M0 5H40V25H100');
  });

  it('leaves out no run, however many a pixel holds', () => {
    const runs = Array.from({ length: 100_000 }, (_, i) => ({ stage: i === 70_000 ? 'REM' : 'N2', seconds: 0.01 }));
    const { bars, steps, inView, total } = hypnogramPaths(runs, box);
    expect(bars['REM']).toMatch(/^M70 11.8H70.5V/);
    expect(bars['N2']!.length).toBeLessThan(200);
    expect([steps, inView, total]).toEqual(['', 100_000, 100_000]);
  });

  it('counts what is in the part shown', () => {
    const runs = Array.from({ length: 10 }, (_, i) => ({ stage: i % 2 === 0 ? 'N2' : 'REM', seconds: 100 }));
    expect(hypnogramPaths(runs, { ...box, from: 250, to: 450 })).toMatchObject({ inView: 3, total: 10 });
  });
});

describe('finding runs and boundaries', () => {
  const boundaries = [0, 400, 1000];

  it('knows the run of a moment, and the boundary under a pointer', () => {
    expect(runAt(boundaries, 400)).toEqual({ index: 1, from: 400, to: 1000 });
    expect(runAt(boundaries, 1001)).toBeNull();
    expect(boundaryNear(boundaries, 390, 20)).toBe(0);
    expect(boundaryNear(boundaries, 415, 20)).toBe(0);
    expect(boundaryNear(boundaries, 700, 20)).toBeNull();
    expect(boundaryNear(boundaries, 1010, 20)).toBe(1);
    expect(boundaryNear(boundaries, 5, 20)).toBeNull(); // the start of a night is no boundary
  });

  it('agrees with a search from the start', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(lengths, fc.double({ min: 0, max: 1, noNaN: true }), (seconds, share) => {
        const edges = seconds.reduce<number[]>((sums, each) => [...sums, sums.at(-1)! + each], [0]);
        const moment = share * edges.at(-1)!;
        const index = Math.min(
          edges.findLastIndex((edge) => edge <= moment),
          seconds.length - 1,
        );
        expect(runAt(edges, moment)!.index).toBe(index);
      }),
    );
  });
});

describe('times in words', () => {
  it('are hours and minutes', () => {
    expect(clockText(3900)).toBe('1:05');
    expect(clockText(3930)).toBe('1:05:30');
    expect(clockText(-900)).toBe('−0:15');
    expect(lengthText(750)).toBe('12.5 min');
    expect(lengthText(20)).toBe('20 s');
  });

  it('stand on whole steps of an axis, no more than fit', () => {
    expect(timeTicks(0, 8 * 3600, 8).map(clockText)).toEqual([
      '0:00',
      '1:00',
      '2:00',
      '3:00',
      '4:00',
      '5:00',
      '6:00',
      '7:00',
      '8:00',
    ]);
    expect(timeTicks(-900, 3600, 6).map(clockText)).toEqual(['−0:15', '0:00', '0:15', '0:30', '0:45', '1:00']);
  });
});

describe('the store of an editor', () => {
  it('tells its readers of changes, and of nothing where nothing changed', () => {
    const store = createEditorStore({ kind: 'life' });
    let calls = 0;
    const stop = store.subscribe(() => void (calls += 1));
    store.change('days', (draft) => void (draft['days'] = 3));
    store.change('days', (draft) => void (draft['days'] = 3));
    expect(calls).toBe(1);
    expect(store.undo()).toBe('days');
    expect(store.undo()).toBeUndefined();
    expect(store.redo()).toBe('days');
    stop();
    store.undo();
    expect(calls).toBe(3);
    expect(store.newGesture('drag')).not.toBe(store.newGesture('drag'));
  });
});
