import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, truncateSync, statSync } from 'node:fs';
import { EVENT_VERSION, eventSchema, type EventOf, type OneirosEvent } from '@oneiros/simulation';
import { RunUnreadableError, writing } from './errors.ts';
import { writeFully } from './replace-file.ts';
import { upgrade, type Upgrade } from './upgrade.ts';

/** The append-only record of a run, one event a line. */
export interface EventLog {
  append(events: readonly OneirosEvent[]): void;
  /** Everything appended so far survives a power cut. @returns length of the file, bytes */
  sync(): number;
  close(): void;
}

/** Events of earlier versions, by version: none yet. */
const upgrades: Record<number, Upgrade> = {};

/**
 * Opens the log for writing and drops what stands after `keepBytes`.
 *
 * @throws RunUnreadableError where the file is shorter than that, RunWriteError
 */
export function openEventLog(file: string, keepBytes: number): EventLog {
  const size = existsSync(file) ? statSync(file).size : 0;
  if (size < keepBytes) {
    throw new RunUnreadableError(file, `Expected at least ${keepBytes} bytes, as the checkpoint says, got ${size}.`);
  }
  const log = writing(file, () => openSync(file, 'a'));
  if (size > keepBytes) writing(file, () => truncateSync(file, keepBytes));
  return {
    append: (events) =>
      writing(file, () => writeFully(log, events.map((event) => `${JSON.stringify(event)}\n`).join(''))),
    sync: () =>
      writing(file, () => {
        fsyncSync(log);
        return fstatSync(log).size;
      }),
    close: () => closeSync(log),
  };
}

/**
 * Reads the events of a log; a torn last line, left by a killed process, is dropped.
 *
 * @param types only these, which spares reading the others; all unless given
 * @throws RunUnreadableError that names the line where another one is damaged
 */
export function readEvents<Type extends OneirosEvent['type'] = OneirosEvent['type']>(
  file: string,
  types?: readonly Type[],
): EventOf<Type>[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = text.split('\n');
  lines.pop(); // what follows the last line end: nothing, or a torn line
  const isWanted = mayBeOneOf(types);
  return lines.flatMap((line, index) =>
    isWanted(line) ? [parseLine(line, `${file}:${index + 1}`) as EventOf<Type>] : [],
  );
}

/** Tells by its beginning whether a line may hold an event of these types: the type is written first. */
export function mayBeOneOf(types: readonly string[] | undefined): (line: string) => boolean {
  if (types === undefined) return () => true;
  const beginnings = types.map((type) => `{"type":"${type}"`);
  return (line) => beginnings.some((beginning) => line.startsWith(beginning));
}

/** @param place how an error names the line @throws RunUnreadableError */
export function parseLine(line: string, place: string): OneirosEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new RunUnreadableError(place, `Expected an event as JSON: ${(cause as Error).message}.`);
  }
  const event = eventSchema.safeParse(upgrade(value, { file: place, key: 'v', current: EVENT_VERSION, upgrades }));
  if (!event.success) {
    const { path, message } = event.error.issues[0]!;
    throw new RunUnreadableError(place, `Expected an event, ${path.join('.')}: ${message}.`);
  }
  return event.data;
}
