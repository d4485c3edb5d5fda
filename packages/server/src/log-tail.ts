import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Whole lines that were read, with the number of the first, from 1. */
export interface LinesRead {
  /** Ends with a line end; theirs only until `onLines` returns. */
  readonly bytes: Buffer;
  readonly firstLine: number;
}

/** What became of a log since it was last looked at. */
export type TailChange = 'same' | 'grew' | 'replaced';

/**
 * The whole lines of a log that another process writes. A torn last line waits until it is whole. A log that became shorter
 * or another one, as by resuming at an earlier checkpoint, is read anew.
 */
export interface LogTail {
  /** Whole lines known so far. */
  readonly lines: number;
  /** Bytes of those lines. */
  readonly bytes: number;
  /** Changes whenever the lines do. */
  readonly version: string;
  /**
   * Looks at the file, and gives what is new to `onLines` in order; after `replaced` that is everything.
   *
   * @param most bytes to read at a time; to the end unless given
   */
  refresh(onLines: (read: LinesRead) => void, most?: number): TailChange;
  /** @param after lines to skip @returns the lines after those, at most `most` @throws RangeError outside of the log */
  linesAfter(after: number, most: number): Buffer;
}

const blockBytes = 1 << 18;
const lineEnd = 0x0a;
/** Every so many lines the place in the file is kept. */
const STRIDE = 256;
/** So many bytes before the end tell whether the log is still the one that was read. */
const MARK = 256;

/** @param file need not exist yet */
export function createLogTail(file: string): LogTail {
  let identity = '';
  let bytes = 0;
  let lines = 0;
  let mark: Buffer = Buffer.alloc(0);
  let places: number[] = [0]; // places[k]: byte at which line STRIDE * k + 1 begins

  const forget = (): void => {
    [bytes, lines, mark, places] = [0, 0, Buffer.alloc(0), [0]];
  };
  const take = (block: Buffer): LinesRead => {
    const firstLine = lines + 1;
    for (let at = block.indexOf(lineEnd); at >= 0; at = block.indexOf(lineEnd, at + 1)) {
      lines += 1;
      if (lines % STRIDE === 0) places.push(bytes + at + 1);
    }
    bytes += block.length;
    mark = Buffer.from(block.subarray(-MARK));
    return { bytes: block, firstLine };
  };
  return {
    get lines() {
      return lines;
    },
    get bytes() {
      return bytes;
    },
    get version() {
      return `${identity}-${bytes}`;
    },
    refresh(onLines, most = Infinity) {
      return withFile(file, (log, stat) => {
        const found = log === undefined ? '' : `${stat.dev}-${stat.ino}`;
        const isSame = found === identity && stat.size >= bytes && (log === undefined || isMarked(log, mark, bytes));
        const isReplaced = !isSame && bytes > 0;
        if (!isSame) forget();
        identity = found;
        const before = lines;
        const end = Math.min(stat.size, bytes + most);
        if (log !== undefined && end > bytes) readWhole(log, bytes, end, (block) => onLines(take(block)));
        return isReplaced ? 'replaced' : lines > before ? 'grew' : 'same';
      });
    },
    linesAfter(after, most) {
      if (after < 0 || after >= lines) throw new RangeError(`Expected a line before ${lines}, got ${after}.`);
      const to = Math.min(lines, after + most);
      const [first, last] = [Math.floor(after / STRIDE), Math.ceil(to / STRIDE)];
      const [start, end] = [places[first]!, places[last] ?? bytes];
      return withFile(file, (log) => {
        const block = Buffer.alloc(end - start);
        const size = log === undefined ? 0 : readSync(log, block, 0, block.length, start);
        return cut(block.subarray(0, size), after - first * STRIDE, to - after);
      });
    },
  };
}

interface Stat {
  readonly dev: number;
  readonly ino: number;
  readonly size: number;
}

function withFile<Result>(file: string, use: (log: number | undefined, stat: Stat) => Result): Result {
  let log: number;
  try {
    log = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return use(undefined, { dev: 0, ino: 0, size: 0 });
    throw error;
  }
  try {
    return use(log, fstatSync(log));
  } finally {
    closeSync(log);
  }
}

function isMarked(log: number, mark: Buffer, end: number): boolean {
  const found = Buffer.alloc(mark.length);
  readSync(log, found, 0, mark.length, end - mark.length);
  return found.equals(mark);
}

/** Gives the whole lines between two places, some hundred KiB at a time, each until `onBlock` returns. */
function readWhole(log: number, from: number, to: number, onBlock: (block: Buffer) => void): void {
  let block = Buffer.allocUnsafe(Math.min(blockBytes, to - from));
  let held = 0; // bytes of a line whose end is still to come
  for (let at = from; at < to;) {
    if (held === block.length) block = Buffer.concat([block], 2 * block.length);
    const size = readSync(log, block, held, Math.min(block.length - held, to - at), at);
    if (size === 0) return;
    at += size;
    const filled = held + size;
    const whole = block.lastIndexOf(lineEnd, filled - 1) + 1;
    if (whole > 0) onBlock(block.subarray(0, whole));
    block.copyWithin(0, whole, filled);
    held = filled - whole;
  }
}

/** @returns `count` lines of a block after the first `skip` */
function cut(block: Buffer, skip: number, count: number): Buffer {
  const after = (from: number, lines: number): number => {
    let at = from;
    for (let i = 0; i < lines; i++) {
      const end = block.indexOf(lineEnd, at);
      if (end < 0) return block.length;
      at = end + 1;
    }
    return at;
  };
  const start = after(0, skip);
  return block.subarray(start, after(start, count));
}
