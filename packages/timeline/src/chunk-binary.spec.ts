import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeChunk, encodeChunk } from './chunk-binary.ts';
import { createTimeline } from './create-timeline.ts';
import { paperTicks, stateAt } from './test-kit.ts';

const timelineOf = (ticks: number) => {
  const timeline = createTimeline();
  timeline.append(paperTicks(ticks));
  return timeline;
};

describe('encodeChunk and decodeChunk', () => {
  it('give back what was put in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(2), (ticks, wanted) => {
        const timeline = timelineOf(ticks);
        const chunk = timeline.chunk(Math.min(wanted, timeline.levels - 1), 0);
        const decoded = decodeChunk(encodeChunk(chunk));
        expect(encodeChunk(decoded)).toStrictEqual(encodeChunk(chunk));
        expect(decoded.curves.lossNrem).toEqual(chunk.curves.lossNrem);
      }),
      { numRuns: 10 },
    );
  });

  it('keep losses that are no numbers, and stages with any name', () => {
    const timeline = createTimeline();
    timeline.append([
      { ...stateAt(0), stage: 'schläfrig "½"' },
      { type: 'losses', v: 1, tick: 0, nrem: NaN },
    ]);
    const chunk = timeline.chunk(0, 0);
    expect(decodeChunk(encodeChunk(chunk))).toEqual(chunk);
    expect(decodeChunk(encodeChunk(chunk)).curves.lossNrem.count[0]).toBe(1);
  });

  it('read bytes that lie anywhere in memory', () => {
    const chunk = timelineOf(100).chunk(0, 0);
    const bytes = encodeChunk(chunk);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeChunk(shifted.subarray(3))).toEqual(chunk);
  });

  it('refuse torn, foreign and hostile bytes', () => {
    const bytes = encodeChunk(timelineOf(50).chunk(0, 0));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(() => decodeChunk(bytes.subarray(0, length))).toThrow(/Expected a chunk of a timeline/);
      }),
    );
    expect(() => decodeChunk(new TextEncoder().encode('<!doctype html><title>404</title>'))).toThrow(/"ONTC"/);
    const otherVersion = bytes.slice();
    otherVersion[4] = 9;
    expect(() => decodeChunk(otherVersion)).toThrow(/version is 9 instead of 1/);
  });
});
