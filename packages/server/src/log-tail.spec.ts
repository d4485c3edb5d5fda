import { appendFileSync, mkdtempSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogTail, type LogTail, type TailChange } from './log-tail.ts';

const folder = mkdtempSync(join(tmpdir(), 'oneiros-tail-'));
let files = 0;
const newFile = (): string => join(folder, `${(files += 1)}.jsonl`);

function look(tail: LogTail): { change: TailChange; read: string; first: number | undefined } {
  const read: string[] = [];
  let first: number | undefined;
  const change = tail.refresh(({ bytes, firstLine }) => {
    first ??= firstLine;
    read.push(bytes.toString());
  });
  return { change, read: read.join(''), first };
}

describe('the tail of a log', () => {
  it('is empty before there is a file, and grows with it', () => {
    const file = newFile();
    const tail = createLogTail(file);
    expect(look(tail)).toEqual({ change: 'same', read: '', first: undefined });
    writeFileSync(file, 'one\ntwo\n');
    expect(look(tail)).toEqual({ change: 'grew', read: 'one\ntwo\n', first: 1 });
    appendFileSync(file, 'three\n');
    expect(look(tail)).toEqual({ change: 'grew', read: 'three\n', first: 3 });
    expect(look(tail).change).toBe('same');
    expect(tail.lines).toBe(3);
  });

  it('lets a torn last line wait until it is whole', () => {
    const file = newFile();
    writeFileSync(file, 'one\ntw');
    const tail = createLogTail(file);
    expect(look(tail).read).toBe('one\n');
    appendFileSync(file, 'o');
    expect(look(tail).change).toBe('same');
    appendFileSync(file, '\nthr');
    expect(look(tail)).toEqual({ change: 'grew', read: 'two\n', first: 2 });
  });

  it('gives every line once, wherever the writes are cut', () => {
    const line = fc.string({ maxLength: 40 }).map((text) => text.replaceAll('\n', ' '));
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 60 }),
        fc.array(fc.nat(40), { minLength: 1, maxLength: 20 }),
        (lines, cuts) => {
          const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
          const file = newFile();
          writeFileSync(file, '');
          const tail = createLogTail(file);
          const read: string[] = [];
          for (let at = 0, k = 0; at < bytes.length; k++) {
            const size = 1 + cuts[k % cuts.length]!;
            appendFileSync(file, bytes.subarray(at, at + size));
            at += size;
            read.push(look(tail).read);
          }
          expect(read.join('')).toBe(bytes.toString());
          expect(tail.lines).toBe(lines.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('reads at most so many bytes at a time', () => {
    const file = newFile();
    writeFileSync(file, 'one\ntwo\nthree\n');
    const tail = createLogTail(file);
    const read: string[] = [];
    while (tail.refresh(({ bytes }) => read.push(bytes.toString()), 9) !== 'same');
    expect(read).toEqual(['one\ntwo\n', 'three\n']);
  });

  it('gives a line that is longer than a block', () => {
    const file = newFile();
    const long = 'x'.repeat(3 << 18);
    writeFileSync(file, `one\n${long}\nthree\n`);
    expect(look(createLogTail(file)).read).toBe(`one\n${long}\nthree\n`);
  });

  it('finds any lines again', () => {
    const file = newFile();
    // More than two strides of 256 lines, and one line beyond.
    const lines = Array.from({ length: 513 }, (_, i) => `${'x'.repeat(i % 7)} line ${i + 1}\n`);
    writeFileSync(file, lines.join(''));
    const tail = createLogTail(file);
    look(tail);
    for (const [after, most] of [
      [0, 1],
      [0, 600],
      [255, 1],
      [255, 2],
      [256, 256],
      [511, 5],
      [512, 1],
      [100, 300],
    ] as const) {
      expect(tail.linesAfter(after, most).toString()).toBe(lines.slice(after, after + most).join(''));
    }
    expect(() => tail.linesAfter(513, 1)).toThrow(RangeError);
    expect(() => tail.linesAfter(-1, 1)).toThrow(RangeError);
  });

  it.each([
    ['cut back', (file: string) => truncateSync(file, 4)],
    [
      'cut back and grown again',
      (file: string) => (truncateSync(file, 4), appendFileSync(file, 'another\nand more\n')),
    ],
    [
      'another file',
      (file: string) => (writeFileSync(`${file}.new`, 'one\ntwo\nthree\n'), renameSync(`${file}.new`, file)),
    ],
  ])('reads a log anew that is %s', (_name, change) => {
    const file = newFile();
    writeFileSync(file, 'one\ntwo\n');
    const tail = createLogTail(file);
    look(tail);
    const { version } = tail;
    change(file);
    const { change: found, read, first } = look(tail);
    expect(found).toBe('replaced');
    expect(first).toBe(1);
    expect(read.startsWith('one\n')).toBe(true);
    expect(tail.version).not.toBe(version);
    expect(tail.lines).toBe(read.split('\n').length - 1);
  });
});
