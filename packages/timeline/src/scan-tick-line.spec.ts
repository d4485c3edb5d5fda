import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TickLineScanner } from './scan-tick-line.ts';
import { paperTicks } from './test-kit.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const scan = (text: string): unknown => {
  const bytes = bytesOf(text);
  return new TickLineScanner().scan(bytes, 0, bytes.length);
};
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return 'no JSON';
  }
};
const lines = paperTicks(9).map((event) => JSON.stringify(event));

describe('TickLineScanner', () => {
  it('gives what JSON.parse gives for every line of the journal', () => {
    for (const line of lines) expect(scan(line)).toEqual(JSON.parse(line));
    const lossless = '{"type":"losses","v":1,"tick":3,"nrem":null}';
    expect(scan(lossless)).toEqual(JSON.parse(lossless));
  });

  it('keeps nothing of the line before', () => {
    const scanner = new TickLineScanner();
    for (const text of [...lines, ...lines.toReversed()]) {
      const bytes = bytesOf(text);
      expect(scanner.scan(bytes, 0, bytes.length)).toEqual(JSON.parse(text));
    }
  });

  it('reads a line from amid others', () => {
    const [first, second] = lines as [string, string];
    const bytes = bytesOf(`${first}\n${second}\n`);
    expect(new TickLineScanner().scan(bytes, first.length + 1, first.length + 1 + second.length)).toEqual(
      JSON.parse(second),
    );
  });

  it('gives numbers bit by bit as JSON.parse does, or leaves them to it', () => {
    const numbers = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.double({ min: 0, max: 1, noNaN: true }).map((value) => Number(value.toPrecision(9))),
      fc.stringMatching(/^-?\d{0,18}(\.\d{0,18})?([eE][+-]?\d{0,3})?$/),
    );
    let read = 0;
    fc.assert(
      fc.property(numbers, (value) => {
        const line = `{"type":"losses","v":1,"tick":0,"nrem":${value}}`;
        const found = scan(line) as { nrem: number } | undefined;
        if (found === undefined) return;
        read += 1;
        expect(found.nrem).toBe((JSON.parse(line) as { nrem: number }).nrem);
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(1000);
  });

  it('leaves torn, hostile and unknown lines to JSON.parse: whatever it reads, that reads alike', () => {
    const pieces = ['"', ',', '}', '{', '-', '.', '00', 'null', '1e9', '\\u0041', ' ', 'é', '\0', '1', '"v":1'];
    fc.assert(
      fc.property(
        fc.constantFrom(...lines),
        fc.nat(),
        fc.nat(6),
        fc.constantFrom('', ...pieces),
        (line, place, cut, piece) => {
          const at = place % (line.length + 1);
          const text = line.slice(0, at) + piece + line.slice(at + cut);
          const found = scan(text);
          if (found !== undefined) expect(found).toEqual(parsed(text));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('leaves a tick that is no whole number from 0 on, another version and another type', () => {
    for (const line of [
      '{"type":"losses","v":1,"tick":-1}',
      '{"type":"losses","v":1,"tick":1.5}',
      '{"type":"losses","v":2,"tick":1}',
      '{"type":"warning","v":1,"tick":1,"message":""}',
    ])
      expect(scan(line)).toBeUndefined();
  });
});
