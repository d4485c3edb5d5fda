import { quote, type Fail } from './reading.ts';

const LARGEST_TEXT_BYTES = 16 * 1024 * 1024;

/**
 * Text of a file: UTF-8 with or without a byte order mark, UTF-16 with one, else Windows-1252.
 * Bytes 0 in what is not UTF-16 are an error: the file is no text.
 */
export function decodeText(bytes: Uint8Array, fail: Fail): string {
  if (bytes.length > LARGEST_TEXT_BYTES) {
    fail({ byte: LARGEST_TEXT_BYTES }, `a text of at most ${LARGEST_TEXT_BYTES} bytes`, `${bytes.length} bytes`);
  }
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const zero = bytes.indexOf(0);
  if (zero >= 0) fail({ byte: zero }, 'text', 'a byte 0');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** One line, without its end and without white space around it. */
export interface TextLine {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** The lines that hold something; ends of lines are LF, CRLF or CR. */
export function* linesOf(text: string): Generator<TextLine> {
  let line = 1;
  let from = 0;
  while (from < text.length) {
    const feed = endOfLine(text, from);
    const content = text.slice(from, feed).trim();
    if (content !== '') yield { text: content, line };
    from = text[feed] === '\r' && text[feed + 1] === '\n' ? feed + 2 : feed + 1;
    line++;
  }
}

function endOfLine(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return at;
  }
  return text.length;
}

/** The first lines, for looking at what a file is. */
export function firstLines(text: string, count: number): TextLine[] {
  const lines: TextLine[] = [];
  for (const line of linesOf(text)) {
    lines.push(line);
    if (lines.length === count) break;
  }
  return lines;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

export const isNumber = (text: string): boolean => NUMBER.test(text);

/** A finite number, or an error. */
export function numberAt(text: string, line: number, what: string, fail: Fail): number {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if (!NUMBER.test(trimmed) || !Number.isFinite(value)) fail({ line }, what, quote(text));
  return value;
}

/** An epoch lasts a tenth of a second to an hour. */
export const isEpochSeconds = (seconds: number): boolean => seconds >= 0.1 && seconds <= 3600;

/** The length of an epoch in seconds, or an error. */
export function epochSecondsAt(text: string, line: number, fail: Fail): number {
  const seconds = numberAt(text, line, 'the seconds of an epoch', fail);
  if (!isEpochSeconds(seconds)) fail({ line }, 'an epoch of 0.1 to 3600 s', quote(text));
  return seconds;
}
