import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DamagedLineError } from './errors.ts';
import { createEventLineReader, isTickEvent, parseEventLine } from './read-event-lines.ts';
import { paperTicks } from './test-kit.ts';

const events = [...paperTicks(20), { type: 'warning', v: 1, tick: 19, message: 'ungewöhnlich: ½' }];
const log = new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join(''));

describe('createEventLineReader', () => {
  it('reads the same events however the log is cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(log.length), { maxLength: 8 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), log.length];
        const reader = createEventLineReader();
        const read = places.slice(1).flatMap((end, i) => reader.feed(log.subarray(places[i], end)));
        expect(read.map(({ event }) => event)).toEqual(events);
        expect(read.map(({ line }) => line)).toEqual(events.map((_, i) => i + 1));
        expect(reader.line).toBe(events.length);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves out a torn last line', () => {
    const reader = createEventLineReader();
    expect(reader.feed(log.subarray(0, log.length - 5))).toHaveLength(events.length - 1);
  });

  it('counts on from a line', () => {
    expect(createEventLineReader(7).feed(log)[0]!.line).toBe(8);
  });
});

describe('parseEventLine', () => {
  it('names the line that is no event', () => {
    for (const text of [
      '',
      '{"type":"st',
      '{"type":"dream","v":1,"tick":0}',
      '{"type":"state","v":2,"tick":0}',
      'null',
    ]) {
      expect(() => parseEventLine(text, 12)).toThrow(DamagedLineError);
      expect(() => parseEventLine(text, 12)).toThrow(/in line 12/);
    }
  });

  it('takes a loss that is null: JSON has no NaN', () => {
    expect(isTickEvent(parseEventLine('{"type":"losses","v":1,"tick":3,"nrem":null}', 1))).toBe(true);
  });
});
