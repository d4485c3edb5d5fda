import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OneirosEvent } from '@oneiros/simulation';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { RunUnreadableError } from './errors.ts';
import { readEvents } from './event-log.ts';
import { eventsBackwards } from './events-backwards.ts';

const folder = mkdtempSync(join(tmpdir(), 'oneiros-backwards-'));
const file = join(folder, 'events.jsonl');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tick = fc.nat(1000);
/** Messages of several bytes a character, some longer than the block that is read at a time. */
const message = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('ä'.repeat(40_000), 'z'.repeat(65_536)));
const anyEvent: fc.Arbitrary<OneirosEvent> = fc.oneof(
  fc.record({ type: fc.constant('warning' as const), v: fc.constant(1 as const), tick, message }),
  fc.record({ type: fc.constant('losses' as const), v: fc.constant(1 as const), tick, nrem: fc.constant(0.5) }),
);
const tornLine = fc.constantFrom('', '{"type":"losses","v":1,"ti', 'x'.repeat(70_000));
const write = (events: readonly OneirosEvent[], torn = ''): void =>
  writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join('') + torn);

describe('eventsBackwards', () => {
  it('gives what readEvents gives, the other way round, without a torn last line', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), tornLine, (events, torn) => {
        write(events, torn);
        expect([...eventsBackwards(file)]).toEqual(readEvents(file).reverse());
        expect([...eventsBackwards(file)].reverse()).toEqual(events);
      }),
    );
  });

  it('leaves out other types, and so does readEvents', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), (events) => {
        write(events);
        const losses = events.filter(({ type }) => type === 'losses');
        expect(readEvents(file, ['losses'])).toEqual(losses);
        expect([...eventsBackwards(file, ['losses'])].reverse()).toEqual(losses);
      }),
    );
  });

  it('is empty where there is no log', () => {
    expect([...eventsBackwards(join(folder, 'nothing.jsonl'))]).toEqual([]);
  });

  it('names the byte of a damaged line when it comes to it', () => {
    write([{ type: 'losses', v: 1, tick: 3, nrem: 1 }], '{"type":"losses",\n{"type":"losses","v":1,"tick":4}\n');
    const events = eventsBackwards(file);
    expect(events.next().value).toMatchObject({ tick: 4 });
    // The first line is {"type":"losses","v":1,"tick":3,"nrem":1} and its end: 42 bytes.
    expect(() => events.next()).toThrow(RunUnreadableError);
    expect(() => [...eventsBackwards(file)]).toThrow(`${file}, byte 42: Expected an event as JSON`);
  });
});
