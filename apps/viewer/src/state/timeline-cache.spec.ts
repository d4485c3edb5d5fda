import { CHUNK_BINS } from '@oneiros/timeline';
import { stateAt } from '@oneiros/timeline/test-kit';
import { describe, expect, it } from 'vitest';
import { createTestSource } from './test-source.ts';
import { clockOf, stepFrom, tickOf, valueAt } from './time-units.ts';
import { createTimelineCache } from './timeline-cache.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('createTimelineCache', () => {
  it('draws with a coarser level until the wanted one has come', async () => {
    const source = createTestSource({ ticks: 20_000 });
    const cache = createTimelineCache(source);
    expect(cache.segments(0, 20_000, 2)).toEqual([]); // nothing yet
    await settled();
    const coarse = cache.segments(3000, 9000, 0);
    // Chunks 0, 1 and 2 of level 0 lie in view, cut at multiples of 4096; all drawn with chunk 0 of level 2
    expect(coarse.map(({ chunk, from, to }) => [chunk.level, from, to])).toEqual([
      [2, 3000, 4096],
      [2, 4096, 8192],
      [2, 8192, 9000],
    ]);
    await settled();
    expect(cache.segments(3000, 9000, 0).map(({ chunk }) => chunk.level)).toEqual([0, 0, 0]);
    expect(source.asked).toEqual(['2-0', '0-0', '0-1', '0-2']);
    cache.close();
  });

  it('asks only for what is in view now', async () => {
    const source = createTestSource({ ticks: 117_300 });
    const cache = createTimelineCache(source);
    cache.segments(0, 117_300, 0); // 29 chunks, three at once
    cache.segments(0, 4000, 0);
    await settled();
    await settled();
    expect(source.asked).toEqual(['0-0', '0-1', '0-2']);
    cache.close();
  });

  it('fetches the end again when the run has grown', async () => {
    let clock = 0;
    const source = createTestSource({ ticks: 10, kind: 'live' });
    const cache = createTimelineCache(source, { refreshMs: 100, now: () => clock });
    cache.segments(0, 10, 0);
    await settled();
    source.append([stateAt(10)]);
    expect(cache.ticks).toBe(11);
    cache.segments(0, 11, 0);
    await settled();
    expect(source.asked).toEqual(['0-0']); // too soon
    clock = 100;
    cache.segments(0, 11, 0);
    await settled();
    expect(cache.segments(0, 11, 0)[0]!.chunk.ticks).toBe(11);
    cache.close();
  });

  it('tells of a chunk that cannot be had', async () => {
    const source = { ...createTestSource(), chunk: () => Promise.reject(new Error('gone')) };
    const cache = createTimelineCache(source);
    cache.segments(0, 30, 0);
    await settled();
    expect(cache.error?.message).toBe('gone');
    cache.close();
  });
});

describe('time units', () => {
  const cacheOf = (ticks: number) => createTimelineCache(createTestSource({ ticks }));

  it('find the first tick of an epoch, a night, a cycle and a time exactly, through the levels', async () => {
    const cache = cacheOf(117_300);
    // 3000 ticks an epoch, 900 a night, 3 a cycle, 30 s a tick
    expect(await tickOf(cache, 'epoch', 7)).toBe(21_000);
    expect(await tickOf(cache, 'night', 100)).toBe(90_000);
    expect(await tickOf(cache, 'cycle', 33_333)).toBe(99_999);
    expect(await tickOf(cache, 'time', 86_400)).toBe(2880);
    expect(await tickOf(cache, 'epoch', 1000)).toBe(117_299);
    expect(await tickOf(cache, 'epoch', -1)).toBe(0);
    cache.close();
  });

  it('find every boundary, also those where bins and chunks begin', async () => {
    const cache = cacheOf(3 * CHUNK_BINS * 16);
    for (const cycle of [0, 1, CHUNK_BINS, 4 * CHUNK_BINS, 4 * CHUNK_BINS + 1]) {
      expect(await tickOf(cache, 'cycle', cycle)).toBe(3 * cycle);
    }
    cache.close();
  });

  it('step', async () => {
    const cache = cacheOf(9000);
    expect(await stepFrom(cache, 10, 'tick', -1)).toBe(9);
    expect(await stepFrom(cache, 10, 'cycle', 1)).toBe(12);
    expect(await stepFrom(cache, 3100, 'epoch', 1)).toBe(6000);
    expect(await stepFrom(cache, 3100, 'epoch', -1)).toBe(0);
    expect(await stepFrom(cache, 0, 'time', 1)).toBe(20);
    cache.close();
  });

  it('name a tick by the chunk at hand', async () => {
    const cache = cacheOf(20_000);
    const coarse = await cache.load(2, 0);
    expect(valueAt(coarse, 6007, 'epoch')).toBe(2);
    expect(valueAt(coarse, 6007, 'time')).toBe(6007 * 30); // between bins of 16 ticks
    expect([clockOf(27_000), clockOf(2 * 86_400 + 59)]).toEqual(['07:30:00', '2 d 00:00:59']);
    cache.close();
  });
});
