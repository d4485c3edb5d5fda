import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import type { EventOf, OneirosEvent } from '@oneiros/simulation';
import { mayBeOneOf, parseLine } from './event-log.ts';

const blockBytes = 65_536;
const lineEnd = 0x0a;

/**
 * The events of a log from the newest to the oldest, read as far as the caller goes: how a run stands costs the end of its
 * log, not the whole. A torn last line is dropped, and a missing log is empty.
 *
 * @param types only these; all unless given
 * @throws RunUnreadableError that names the byte where a line is damaged
 */
export function* eventsBackwards<Type extends OneirosEvent['type'] = OneirosEvent['type']>(
  file: string,
  types?: readonly Type[],
): Generator<EventOf<Type>, void, undefined> {
  if (!existsSync(file)) return;
  const isWanted = mayBeOneOf(types);
  const log = openSync(file, 'r');
  try {
    let start = fstatSync(log).size;
    let rest = Buffer.alloc(0); // read already, and not known to begin with a line
    let isEnd = true;
    while (start > 0) {
      const size = Math.min(blockBytes, start);
      start -= size;
      const block = Buffer.alloc(size);
      readSync(log, block, 0, size, start);
      let bytes = Buffer.concat([block, rest]);
      if (isEnd) {
        const whole = bytes.lastIndexOf(lineEnd) + 1;
        if (whole === 0) {
          rest = bytes; // one long torn line so far
          continue;
        }
        bytes = bytes.subarray(0, whole);
        isEnd = false;
      }
      const first = start === 0 ? 0 : bytes.indexOf(lineEnd) + 1;
      rest = bytes.subarray(0, first);
      for (const { text, offset } of linesBackwards(bytes, first)) {
        if (isWanted(text)) yield parseLine(text, `${file}, byte ${start + offset}`) as EventOf<Type>;
      }
    }
  } finally {
    closeSync(log);
  }
}

/** @param bytes end with a line end; those before `from` are left alone */
function* linesBackwards(bytes: Buffer, from: number): Generator<{ text: string; offset: number }> {
  for (let end = bytes.length - 1; end >= from;) {
    const offset = end === 0 ? 0 : Math.max(from, bytes.lastIndexOf(lineEnd, end - 1) + 1);
    yield { text: bytes.toString('utf8', offset, end), offset };
    end = offset - 1;
  }
}
