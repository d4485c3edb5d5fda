import type { EventOf, OneirosEvent } from '@oneiros/simulation';
import { DamagedLineError } from './errors.ts';

/** An event and where it stands in its log; the first line is 1. */
export interface EventLine {
  readonly line: number;
  readonly event: OneirosEvent;
}

/** Events of single ticks: what a timeline is made of. */
export type TickEvent = EventOf<'state'> | EventOf<'losses'>;

export const isTickEvent = (event: OneirosEvent): event is TickEvent =>
  event.type === 'state' || event.type === 'losses';

/** Reads a log piece by piece, as it comes from a file or a connection. */
export interface EventLineReader {
  /** Lines read so far. */
  readonly line: number;
  /**
   * The events whose lines end in these bytes; a line without its end waits for the rest, and is dropped if none comes.
   *
   * @throws DamagedLineError
   */
  feed(bytes: Uint8Array): EventLine[];
}

/** @param line lines that came before */
export function createEventLineReader(line = 0): EventLineReader {
  const decoder = new TextDecoder();
  let torn = '';
  return {
    get line() {
      return line;
    },
    feed: (bytes) => {
      const lines = (torn + decoder.decode(bytes, { stream: true })).split('\n');
      torn = lines.pop()!;
      return lines.map((text) => {
        line += 1;
        return { line, event: parseEventLine(text, line) };
      });
    },
  };
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
