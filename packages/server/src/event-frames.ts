import type { LogTail } from './log-tail.ts';

/** Lines that are sent in one piece: what a slow reader may keep waiting here, times their number. */
export const LINES_A_PIECE = 256;

/** Lines of a log as server-sent events, `id:` being the line's number. */
export interface EventFrames {
  /** @returns the lines after `after` that are there, at most {@link LINES_A_PIECE}, and the number of the last of them */
  after(after: number): { readonly bytes: Buffer; readonly line: number };
  /** What was kept is of another log. */
  forget(): void;
}

/** Pieces that are kept: readers that follow a run ask for the same ones within moments. */
const KEPT = 8;

/** Makes each piece once for all readers that ask for it about the same time. */
export function createEventFrames(tail: LogTail): EventFrames {
  const kept = new Map<string, { bytes: Buffer; line: number }>();
  return {
    after(after) {
      const line = Math.min(tail.lines, after + LINES_A_PIECE);
      const key = `${after}-${line}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const piece = { bytes: framed(tail.linesAfter(after, line - after), after + 1), line };
      kept.set(key, piece);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
      return piece;
    },
    forget: () => kept.clear(),
  };
}

/** @param lines each with its line end @param first number of the first */
function framed(lines: Buffer, first: number): Buffer {
  const texts = lines.toString('utf8').split('\n');
  texts.pop();
  return Buffer.from(texts.map((text, i) => `id: ${first + i}\ndata: ${text}\n\n`).join(''));
}
