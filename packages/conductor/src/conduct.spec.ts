import { map, of, Subject, take, throwError } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { conduct } from './conduct.ts';
import { TickOutOfRangeError } from './errors.ts';
import type { Schedule } from './schedule-schema.ts';
import { recordStates } from './test-kit/record-states.ts';
import { tinyCycle, tinyNights } from './test-kit/tiny-schedules.ts';

const inVirtualTime = (test: Parameters<TestScheduler['run']>[0]): unknown =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(test);

/** The first letter of each state's stage, so that a diagram reads as a hypnogram. */
const stages = (schedule: Schedule, options: Parameters<typeof conduct>[1]) =>
  conduct(schedule, options).pipe(map(({ stage }) => (stage.startsWith('N') ? 'N' : stage[0]!)));

describe('conduct', () => {
  it('gives one state for each demand, at its moment', () => {
    inVirtualTime(({ cold, expectObservable }) => {
      const demand$ = cold('  -x-x--x---x|');
      const expected = '      -W-N--R---W|';
      expectObservable(stages(tinyCycle(), { demand$ })).toBe(expected);
    });
  });

  it('answers several demands of one moment with as many states', () => {
    inVirtualTime(({ cold, expectObservable }) => {
      const demand$ = cold('  --(xxx)-x-|');
      const expected = '      --(WNR)-W-|';
      expectObservable(stages(tinyCycle(), { demand$ })).toBe(expected);
    });
  });

  it('completes with the last state, without waiting for another demand', () => {
    inVirtualTime(({ cold, expectObservable, expectSubscriptions }) => {
      const demand$ = cold('     -x-x-x-x-');
      const expected = '         -W-N-(R|)';
      expectObservable(stages(tinyCycle(), { until: 3, demand$ })).toBe(expected);
      expectSubscriptions(demand$.subscriptions).toBe('^----!');
    });
  });

  it('stops at once when it is unsubscribed from, and lets go of the demands', () => {
    inVirtualTime(({ cold, expectObservable, expectSubscriptions }) => {
      const demand$ = cold('     -x-x-x-x-');
      const unsubscribe = '      ----!';
      const expected = '         -W-N-';
      expectObservable(stages(tinyCycle(), { demand$ }), unsubscribe).toBe(expected);
      expectSubscriptions(demand$.subscriptions).toBe('^---!');
    });
  });

  it('starts at any tick', () => {
    inVirtualTime(({ cold, expectObservable }) => {
      const demand$ = cold('  xxx|');
      const expected = '      NRW|';
      expectObservable(stages(tinyCycle(), { from: 1, demand$ })).toBe(expected);
    });
  });

  it('is cold: every subscriber gets its own night from the start', () => {
    inVirtualTime(({ cold, expectObservable }) => {
      const states$ = stages(tinyNights(), { demand$: cold('-x-x-x-x|') });
      expectObservable(states$).toBe('              -W-W-W-N|');
      expectObservable(states$, '   --^').toBe('    ---W-W-W-N|');
    });
  });

  it('passes on an error of the demands', () => {
    inVirtualTime(({ cold, expectObservable }) => {
      const demand$ = cold('  -x-#');
      const expected = '      -W-#';
      expectObservable(stages(tinyCycle(), { demand$ })).toBe(expected);
    });
    let seen: unknown;
    conduct(tinyCycle(), { demand$: throwError(() => 'gone') }).subscribe({ error: (error) => (seen = error) });
    expect(seen).toBe('gone');
  });

  it('runs without demands as fast as states are taken: to the end of the nights, or as far as is asked', () => {
    inVirtualTime(({ expectObservable }) => {
      expectObservable(stages(tinyNights(), {})).toBe('(WWWNNRNRRWWWNNRNRR|)');
      expectObservable(stages(tinyNights(), { from: 5, until: 7 })).toBe('(RN|)');
      expectObservable(stages(tinyNights(), { from: 18 })).toBe('|');
      expectObservable(stages(tinyCycle(), {}).pipe(take(2))).toBe('(WN|)');
    });
  });

  it('lets a consumer ask for the next state inside its handler, for any number of ticks', () => {
    const demand$ = new Subject<void>();
    const ticks: number[] = [];
    let depth = 0;
    let deepest = 0;
    conduct(tinyCycle(), { until: 50_000, demand$ }).subscribe(({ tick }) => {
      depth += 1;
      deepest = Math.max(deepest, depth);
      ticks.push(tick);
      demand$.next();
      depth -= 1;
    });
    demand$.next();
    expect(ticks).toEqual(Array.from({ length: 50_000 }, (_, i) => i));
    expect(deepest).toBe(1);
    expect(demand$.observed).toBe(false);
  });

  it('completes when demands end while a state is being delivered', () => {
    const demand$ = new Subject<void>();
    let isComplete = false;
    conduct(tinyCycle(), { demand$ }).subscribe({
      next: () => demand$.complete(),
      complete: () => (isComplete = true),
    });
    demand$.next();
    expect(isComplete).toBe(true);
  });

  it('serves demands that are all there on subscription', () => {
    const seen: number[] = [];
    conduct(tinyCycle(), { demand$: of(1, 2, 3) }).subscribe(({ tick }) => seen.push(tick));
    expect(seen).toEqual([0, 1, 2]);
  });

  it('refuses ticks that the schedule does not have', () => {
    expect(() => conduct(tinyNights(), { until: 19 })).toThrow(TickOutOfRangeError);
    expect(() => conduct(tinyCycle(), { from: -1 })).toThrow(TickOutOfRangeError);
    expect(() => conduct(tinyCycle(), { from: Infinity })).toThrow(TickOutOfRangeError);
  });
});

describe('the recorder of the test kit', () => {
  it('writes down what was demanded', () => {
    const record = recordStates(tinyNights(), { from: 16 });
    expect(record.states).toEqual([]);
    record.demand();
    expect(record.states.map(({ tick }) => tick)).toEqual([16]);
    record.demand(2);
    expect([record.states.length, record.isComplete]).toEqual([2, true]);
  });

  it('stops', () => {
    const record = recordStates(tinyCycle());
    record.demand();
    record.stop();
    record.demand();
    expect([record.states.length, record.isComplete]).toEqual([1, false]);
  });
});
