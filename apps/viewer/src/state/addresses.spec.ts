import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyCommand } from './keyboard.ts';
import { keysOfPlace, placeOfKeys, type NightPlace } from './night-keys.ts';
import { formatRoute, parseRoute, withKeys } from './route.ts';
import { createRouter, type AddressBar } from './router.ts';
import { timeUnits } from './time-units.ts';

describe('routes', () => {
  it('read back what they write, and stay readable', () => {
    const route = { page: 'night', keys: { run: 'nights/night-adult seed 1', tick: '12' } };
    expect(formatRoute(route)).toBe('#/night?run=nights/night-adult%20seed%201&tick=12');
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (keys) => {
        expect({ ...parseRoute(formatRoute({ page: 'night', keys })).keys }).toEqual({ ...keys });
      }),
    );
  });

  it('begin with the runs', () => {
    expect(parseRoute('')).toEqual({ page: 'runs', keys: {} });
    expect(parseRoute('#/')).toEqual({ page: 'runs', keys: {} });
  });

  it('keep keys that others wrote', () => {
    expect(withKeys({ zoom: '4', tick: '1' }, { tick: '2', loop: null })).toEqual({ zoom: '4', tick: '2' });
  });
});

describe('the address of a night', () => {
  it('restores all of it', () => {
    const range = fc.tuple(fc.nat(1e6), fc.nat(1e6)).map(([from, length]) => [from, from + length] as const);
    const place: fc.Arbitrary<NightPlace> = fc.record({
      tick: fc.nat(1e6),
      window: fc.option(range.map(([from, to]) => ({ from, to }))),
      unit: fc.constantFrom(...timeUnits),
      speed: fc.constantFrom(1, 10, 3000),
      loop: fc.option(range),
      isFollowing: fc.constant(false),
    });
    fc.assert(
      fc.property(place, (before) => {
        const { keys } = parseRoute(formatRoute({ page: 'night', keys: withKeys({}, keysOfPlace(before)) }));
        expect(placeOfKeys(keys)).toEqual(before);
      }),
    );
  });

  it('keep a window to a thousandth of itself, and to whole ticks where that is more', () => {
    const place = { ...placeOfKeys({}), tick: 24 };
    const viewOf = (from: number, to: number) => keysOfPlace({ ...place, window: { from, to } }).view;
    expect([viewOf(12.25, 36.25), viewOf(12.3456, 15.4), viewOf(1000.4, 3000.6)]).toEqual([
      '12.25-36.25',
      '12.346-15.4',
      '1000-3001',
    ]);
    expect(placeOfKeys({ view: '12.25-36.25' }).window).toEqual({ from: 12.25, to: 36.25 });
  });

  it('takes what is wrong as usual', () => {
    expect(placeOfKeys({ tick: '-3', view: '9-2', unit: 'year', speed: 'fast', loop: 'x' })).toEqual(placeOfKeys({}));
  });
});

describe('createRouter', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const barOf = (hash: string) => {
    const listeners: (() => void)[] = [];
    const bar = {
      location: { hash },
      written: [] as string[],
      history: {
        pushState: (_state: unknown, _title: string, url: string) => void (bar.location.hash = url),
        replaceState: (_state: unknown, _title: string, url: string) => {
          bar.written.push(url);
          bar.location.hash = url;
        },
      },
      addEventListener: (_type: string, listener: () => void) => void listeners.push(listener),
    };
    return { bar, typed: (url: string) => ((bar.location.hash = url), listeners.forEach((listener) => listener())) };
  };

  it('notes the last of many changes, and tells nobody', () => {
    const { bar } = barOf('#/night?run=a');
    const router = createRouter(bar as unknown as AddressBar);
    const seen: string[] = [];
    router.route$.subscribe(({ keys }) => seen.push(keys.tick ?? ''));
    for (let tick = 0; tick < 100; tick += 1) router.note({ tick: String(tick) });
    vi.runAllTimers();
    expect(bar.written).toEqual(['#/night?run=a&tick=99']);
    expect(seen).toEqual(['']);
  });

  it('tells what was typed or gone back to', () => {
    const { bar, typed } = barOf('');
    const router = createRouter(bar as unknown as AddressBar);
    const seen: string[] = [];
    router.route$.subscribe(({ page }) => seen.push(page));
    typed('#/schedule');
    router.go('night', { run: 'a' });
    expect(seen).toEqual(['runs', 'schedule', 'night']);
    expect(bar.location.hash).toBe('#/night?run=a');
  });
});

describe('keyCommand', () => {
  const press = (key: string, shiftKey = false, ctrlKey = false) =>
    keyCommand({ key, shiftKey, ctrlKey, altKey: false, metaKey: false });

  it('knows the keys of such tools', () => {
    expect(press(' ')).toEqual({ kind: 'togglePlay' });
    expect([press('ArrowLeft'), press('ArrowRight', true)]).toEqual([
      { kind: 'step', steps: -1 },
      { kind: 'step', steps: 10 },
    ]);
    expect([press('Home')?.kind, press('End')?.kind, press('[')?.kind, press('?', true)?.kind]).toEqual([
      'toStart',
      'toEnd',
      'markLoop',
      'help',
    ]);
  });

  it('leaves the browser its own', () => {
    expect(press('+', false, true)).toBeNull();
    expect(press('x')).toBeNull();
  });
});
