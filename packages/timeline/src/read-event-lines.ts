import type { EventOf, OneirosEvent } from '@oneiros/simulation';
import { DamagedLineError } from './errors.ts';
import type { Moment } from './run-files.ts';
import { TickLineScanner } from './scan-tick-line.ts';

/** Events of single ticks: what a timeline is made of. */
export type TickEvent = EventOf<'state'> | EventOf<'losses'>;

export const isTickEvent = (event: OneirosEvent): event is TickEvent =>
  event.type === 'state' || event.type === 'losses';

const lineEnd = 0x0a;
/** One for all, so that what the engine has compiled for its objects stays of use. */
const scanner = new TickLineScanner();

/**
 * Goes through whole lines, each with its line end.
 *
 * @param firstLine number of the first
 * @param onTick takes the events of single ticks, each only until it returns
 * @returns the other events with the numbers of their lines
 * @throws DamagedLineError
 */
export function readEventLines(bytes: Uint8Array, firstLine: number, onTick: (event: TickEvent) => void): Moment[] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const moments: Moment[] = [];
  let line = firstLine;
  for (let start = 0; start < bytes.length; line += 1) {
    const found = bytes.indexOf(lineEnd, start);
    const end = found < 0 ? bytes.length : found;
    const event = scanner.scan(bytes, start, end) ?? parseEventLine(decoder.decode(bytes.subarray(start, end)), line);
    if (isTickEvent(event)) onTick(event);
    else moments.push({ line, event });
    start = end + 1;
  }
  return moments;
}

const version: OneirosEvent['v'] = 1;
/** What else an event of a type must have for those who read it; the journal checks all of it when it is written. */
const needed: Readonly<Record<OneirosEvent['type'], string | null>> = {
  state: 'gates',
  losses: null,
  activity: 'areas',
  plasticity: 'areas',
  dream: 'file',
  probe: 'probe',
  checkpoint: 'file',
  warning: 'message',
  finished: null,
};

/**
 * The event of a line. Of the hundreds of thousands in a run each is asked for its type, its version, its tick and the field
 * that its readers need, not for everything that the schema says.
 *
 * @param line its number, for errors @throws DamagedLineError
 */
export function parseEventLine(text: string, line: number): OneirosEvent {
  let value: Partial<OneirosEvent> | null;
  try {
    value = JSON.parse(text) as Partial<OneirosEvent> | null;
  } catch (cause) {
    throw new DamagedLineError(line, (cause as Error).message);
  }
  const type = value?.type;
  if (value === null || type === undefined || !Object.hasOwn(needed, type)) {
    throw new DamagedLineError(line, `its type is ${JSON.stringify(type)}`);
  }
  if (value.v !== version) throw new DamagedLineError(line, `its version v is ${value.v} instead of ${version}`);
  if (!Number.isInteger(value.tick) || value.tick! < 0) throw new DamagedLineError(line, `its tick is ${value.tick}`);
  const field = needed[type];
  if (field !== null && !(field in value)) throw new DamagedLineError(line, `${type} lacks "${field}"`);
  return value as OneirosEvent;
}
