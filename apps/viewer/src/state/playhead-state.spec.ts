import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlayhead } from './create-playhead.ts';
import { initialPlayheadState, reducePlayhead, type PlayheadAction } from './playhead-state.ts';

const at = (tick: number, ticks = 100) => ({ ...initialPlayheadState, tick, ticks });

describe('reducePlayhead', () => {
  it('stays within the run', () => {
    expect(reducePlayhead(at(5), { kind: 'seek', tick: 1000 }).tick).toBe(99);
    expect(reducePlayhead(at(5), { kind: 'seek', tick: -3 }).tick).toBe(0);
  });

  it('keeps the tick of a link until the length of the run is known', () => {
    const state = reducePlayhead(initialPlayheadState, { kind: 'seek', tick: 70 });
    expect(reducePlayhead(state, { kind: 'grow', ticks: 100 }).tick).toBe(70);
  });

  it('plays at its speed and keeps parts of ticks', () => {
    let state = reducePlayhead({ ...at(0), speed: 10 }, { kind: 'play' });
    // 10 ticks a second and 60 frames of 1/60 s: 10 ticks
    for (let frame = 0; frame < 61; frame += 1) state = reducePlayhead(state, { kind: 'elapse', seconds: 1 / 60 });
    expect(state.tick).toBe(10);
  });

  it('stops at the end, and begins anew from there', () => {
    const playing = { ...at(98), isPlaying: true };
    const ended = reducePlayhead(playing, { kind: 'elapse', seconds: 10 });
    expect([ended.tick, ended.isPlaying]).toEqual([99, false]);
    expect(reducePlayhead(ended, { kind: 'play' }).tick).toBe(0);
  });

  it('repeats a loop', () => {
    const looping = { ...at(10), loop: [10, 19] as const, isPlaying: true, speed: 1 };
    // 25 ticks on from 10 in a loop of ten: 15
    expect(reducePlayhead(looping, { kind: 'elapse', seconds: 25 }).tick).toBe(15);
  });

  it('marks the ends of a loop where it stands', () => {
    const from = reducePlayhead(at(30), { kind: 'markLoop', end: 'from' });
    expect(from.loop).toEqual([30, 99]);
    const to = reducePlayhead({ ...from, tick: 40 }, { kind: 'markLoop', end: 'to' });
    expect(to.loop).toEqual([30, 40]);
    expect(reducePlayhead({ ...to, tick: 50 }, { kind: 'markLoop', end: 'from' }).loop).toEqual([50, 50]);
  });

  it('follows a run that grows until it is sought elsewhere', () => {
    const following = reducePlayhead(at(5), { kind: 'follow', isFollowing: true });
    const grown = reducePlayhead(following, { kind: 'grow', ticks: 250 });
    expect(grown.tick).toBe(249);
    expect(reducePlayhead(grown, { kind: 'seek', tick: 249 }).isFollowing).toBe(false);
  });

  it('never leaves the run, whatever is done', () => {
    const action: fc.Arbitrary<PlayheadAction> = fc.oneof(
      fc.record({ kind: fc.constant('seek' as const), tick: fc.double({ noNaN: true }) }),
      fc.record({ kind: fc.constant('elapse' as const), seconds: fc.double({ min: 0, max: 1e6, noNaN: true }) }),
      fc.record({ kind: fc.constant('grow' as const), ticks: fc.integer({ min: 1, max: 1e6 }) }),
      fc.record({ kind: fc.constant('markLoop' as const), end: fc.constantFrom('from' as const, 'to' as const) }),
      fc.constantFrom<PlayheadAction>({ kind: 'play' }, { kind: 'pause' }, { kind: 'follow', isFollowing: true }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const state = actions.reduce(reducePlayhead, at(0, 1_000_000));
        expect(Number.isInteger(state.tick) && state.tick >= 0 && state.tick < 1_000_000).toBe(true);
      }),
    );
  });
});

describe('createPlayhead', () => {
  it('tells its readers the tick at once and then each change only', () => {
    const playhead = createPlayhead({ ticks: 10, tick: 3 });
    const seen: number[] = [];
    playhead.tick$.subscribe((tick) => seen.push(tick));
    playhead.seek(5);
    playhead.seek(5);
    playhead.dispatch({ kind: 'setSpeed', speed: 30 });
    playhead.seek(40);
    expect(seen).toEqual([3, 5, 9]);
  });
});
