import fc from 'fast-check';
import { resolveSchedule } from '@oneiros/conductor';
import { describe, expect, it } from 'vitest';
import { barsOf, dayGrid, hourGrid, moveWindow, reorder, writeDays, writeHours } from './manipulation-bars.ts';

const draft = () => ({
  kind: 'life',
  days: 4,
  manipulations: [{ kind: 'rem-deprivation' }, { kind: 'clamp', ach: 0.1, hours: { fromHour: 1, toHour: 3 } }],
});

describe('manipulations as bars', () => {
  it('cover the whole night and all days where the file gives no window', () => {
    const [deprivation, clamp] = barsOf(draft());
    expect(deprivation).toMatchObject({
      title: 'REM deprivation',
      hours: { from: 0, to: 24, isOpen: true },
      days: { from: 0, to: 3, isOpen: true },
    });
    expect(clamp!.hours).toEqual({ from: 1, to: 3, isOpen: false });
  });

  it('move by either end or as a whole, on a grid, and stay within the night', () => {
    const hours = { from: 1, to: 3, isOpen: false };
    expect(moveWindow(hours, 'from', 2.1, hourGrid)).toMatchObject({ from: 2, to: 3 });
    expect(moveWindow(hours, 'from', 9, hourGrid)).toMatchObject({ from: 2.75, to: 3 });
    expect(moveWindow(hours, 'to', 0, hourGrid)).toMatchObject({ from: 1, to: 1.25 });
    expect(moveWindow(hours, 'whole', 23, hourGrid)).toMatchObject({ from: 22, to: 24 });
    expect(moveWindow({ from: 1, to: 1, isOpen: false }, 'from', 3, dayGrid(4))).toMatchObject({ from: 1, to: 1 });
  });

  it('write windows that the schema takes, wherever they are dragged', () => {
    const move = fc.record({
      part: fc.constantFrom('from', 'to', 'whole' as const),
      to: fc.double({ min: -50, max: 50, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 8 }), (moves) => {
        const written = draft();
        for (const { part, to } of moves) {
          writeHours(written, 1, moveWindow(barsOf(written)[1]!.hours, part as 'from', to, hourGrid));
          writeDays(written, 1, moveWindow(barsOf(written)[1]!.days, part as 'to', to, dayGrid(4)));
        }
        expect(() => resolveSchedule(written)).not.toThrow();
      }),
    );
  });

  it('lose their window, and change places', () => {
    const written = draft();
    writeHours(written, 1, { from: 0, to: 24, isOpen: true });
    expect(written.manipulations[1]).toEqual({ kind: 'clamp', ach: 0.1 });
    reorder(written, 1, 0);
    expect(barsOf(written).map(({ kind }) => kind)).toEqual(['clamp', 'rem-deprivation']);
    reorder(written, 0, 2);
    expect(barsOf(written)).toHaveLength(2);
  });
});
