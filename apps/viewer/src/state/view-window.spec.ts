import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitWindow, leastSpan, panWindow, showTick, wholeRun, zoomWindow } from './view-window.ts';

describe('view windows', () => {
  it('zoom around a tick that stays where it is', () => {
    // From 0..1000 by one half around 250, a quarter of the way: 125..625
    expect(zoomWindow({ from: 0, to: 1000 }, 0.5, 250, 1000)).toEqual({ from: 125, to: 625 });
    expect(zoomWindow({ from: 125, to: 625 }, 10, 250, 1000)).toBeNull();
  });

  it('pan to the ends and no further', () => {
    expect(panWindow({ from: 10, to: 60 }, -50, 100)).toEqual({ from: 0, to: 50 });
    expect(panWindow({ from: 10, to: 60 }, 500, 100)).toEqual({ from: 50, to: 100 });
  });

  it('go on by a page when the play-head leaves', () => {
    expect(showTick({ from: 0, to: 100 }, 50, 1000)).toEqual({ from: 0, to: 100 });
    expect(showTick({ from: 0, to: 100 }, 100, 1000)).toEqual({ from: 90, to: 190 });
    expect(showTick({ from: 500, to: 600 }, 499, 1000)).toEqual({ from: 409, to: 509 });
  });

  it('always lie in the run and show the tick', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.001, max: 10, noNaN: true }),
        (ticks, share, factor) => {
          const tick = Math.floor(share * (ticks - 1));
          const start = fitWindow({ from: 0, to: ticks / 3 }, ticks) ?? wholeRun(ticks);
          const zoomed = zoomWindow(start, factor, tick, ticks) ?? wholeRun(ticks);
          const shown = showTick(zoomed, tick, ticks) ?? wholeRun(ticks);
          expect(shown.from).toBeGreaterThanOrEqual(0);
          expect(shown.to).toBeLessThanOrEqual(ticks + 1e-6);
          expect(shown.to - shown.from).toBeGreaterThanOrEqual(leastSpan - 1e-6);
          expect(tick).toBeGreaterThanOrEqual(shown.from - 1e-6);
          expect(tick).toBeLessThanOrEqual(shown.to);
        },
      ),
    );
  });
});
