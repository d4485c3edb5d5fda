import { describe, expect, it } from 'vitest';
import { DamagedLineError } from './errors.ts';
import { isTickEvent, parseEventLine, readEventLines } from './read-event-lines.ts';
import { paperTicks } from './test-kit.ts';

const events = [...paperTicks(20), { type: 'warning', v: 1, tick: 19, message: 'ungewöhnlich: ½' }];
const log = new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join(''));

describe('readEventLines', () => {
  it('gives every event of a log as JSON.parse does, ticks apart from moments', () => {
    const ticks: unknown[] = [];
    const moments = readEventLines(log, 1, (event) => ticks.push(structuredClone(event)));
    expect(ticks).toEqual(events.slice(0, -1));
    expect(moments).toEqual([{ line: events.length, event: events.at(-1) }]);
  });

  it('takes what is written in another way too', () => {
    const ticks: unknown[] = [];
    const spaced = paperTicks(3).map((event) => JSON.stringify(event, null, ' ').replaceAll('\n', ''));
    readEventLines(new TextEncoder().encode(spaced.join('\n') + '\n'), 1, (event) => ticks.push(event));
    expect(ticks).toEqual(paperTicks(3));
  });

  it('names the line that is none', () => {
    const damaged = new TextEncoder().encode(
      '{"type":"losses","v":1,"tick":0}\n\ufeff{"type":"losses","v":1,"tick":1}\n',
    );
    expect(() => readEventLines(damaged, 5, () => undefined)).toThrow(/in line 6/);
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
