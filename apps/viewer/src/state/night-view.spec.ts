import { describe, expect, it } from 'vitest';
import { createPlayhead } from './create-playhead.ts';
import { createNightView } from './night-view.ts';
import { createTestSource } from './test-source.ts';
import { createTimelineCache } from './timeline-cache.ts';

const viewOf = (ticks: number, kind: 'recorded' | 'live' = 'recorded') => {
  const cache = createTimelineCache(createTestSource({ ticks, kind }));
  return createNightView(createPlayhead(), cache, kind === 'live');
};
const settled = async () => {
  for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('createNightView', () => {
  it('counts every step, however fast the keys come', async () => {
    const view = viewOf(9000);
    view.setUnit('cycle');
    for (let i = 0; i < 5; i += 1) view.command({ kind: 'step', steps: 1 });
    await settled();
    expect(view.playhead.tick).toBe(15); // 3 ticks a cycle
    view.setUnit('tick');
    view.command({ kind: 'step', steps: -10 });
    expect(view.playhead.tick).toBe(5);
  });

  it('follows a run that grows from its end, and only goes to that of one that does not', () => {
    const recorded = viewOf(100);
    recorded.command({ kind: 'toEnd' });
    expect([recorded.playhead.tick, recorded.playhead.state.isFollowing]).toEqual([99, false]);
    const live = viewOf(100, 'live');
    live.command({ kind: 'toEnd' });
    expect(live.playhead.state.isFollowing).toBe(true);
  });

  it('keeps the play-head in a window that was zoomed', () => {
    const view = viewOf(1000);
    view.command({ kind: 'zoom', factor: 0.1 });
    view.playhead.seek(700);
    const { from, to } = view.window;
    expect(to - from).toBeCloseTo(100, 9);
    expect(700 >= from && 700 < to).toBe(true);
    view.command({ kind: 'zoomOut' });
    expect(view.window).toEqual({ from: 0, to: 1000 });
  });

  it('goes through units and speeds, and stays at the last', () => {
    const view = viewOf(10);
    for (let i = 0; i < 6; i += 1) view.command({ kind: 'nextUnit' });
    expect(view.unit).toBe('cycle');
    for (let i = 0; i < 20; i += 1) view.command({ kind: 'faster', by: 1 });
    expect(view.playhead.state.speed).toBe(3000);
  });
});
