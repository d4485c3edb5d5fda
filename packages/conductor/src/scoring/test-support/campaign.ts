import fc from 'fast-check';
import { HypnogramInvalidError } from '../../errors.ts';

/** Mutated files an importer: a few hundred in every run, ten thousand in `npm run ci:full`. */
export const CAMPAIGN_RUNS = process.env['ONEIROS_CAMPAIGN'] === 'full' ? 10_000 : 200;

const MOST_BYTES = 100 * 1024 * 1024;
/** Against going on for ever, not for speed. */
const MOST_MS = 60_000;

const hostilePieces = [
  '99999999999',
  '-1',
  '1e308',
  '0',
  'NaN',
  '\n',
  '\u0000',
  '\u0014',
  '\u0015+1',
  '<a>',
  '</a>',
  '&x;',
  '"',
  '[',
  '\ufeff',
  '\t',
];

/** Damages a file as disks, editors and attackers do: bytes changed, cut, pieces doubled, numbers that are too large. */
export const damaged = (file: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .record({
      changes: fc.array(fc.record({ at: fc.nat(file.length - 1), byte: fc.nat(255) }), { maxLength: 4 }),
      piece: fc.option(
        fc.record({ at: fc.nat(file.length), text: fc.constantFrom(...hostilePieces), over: fc.nat(8) }),
      ),
      double: fc.option(fc.record({ from: fc.nat(file.length), length: fc.nat(200) })),
      keep: fc.option(fc.nat(file.length), { freq: 3 }),
    })
    .map(({ changes, piece, double, keep }) => {
      let bytes = [...file];
      for (const { at, byte } of changes) bytes[at] = byte;
      if (piece) bytes.splice(piece.at, piece.over, ...new TextEncoder().encode(piece.text));
      if (double) bytes.splice(double.from, 0, ...bytes.slice(double.from, double.from + double.length));
      if (keep !== null) bytes = bytes.slice(0, keep);
      return Uint8Array.from(bytes);
    });

const allocated = (): number => {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
};

/**
 * Whether reading ended well: with a value, or with an error of ours that says where, what was expected and what was
 * found; within two seconds and 100 MB. Anything else throws.
 */
export function expectToEndWell<Value>(read: () => Value, check: (value: Value) => void): void {
  const before = allocated();
  const began = performance.now();
  try {
    check(read());
  } catch (error) {
    const isOurs =
      error instanceof HypnogramInvalidError && /: (line|byte) \d+: expected [^]+, found [^]+$/.test(error.message);
    if (!isOurs) throw error;
  }
  const ms = performance.now() - began;
  const bytes = allocated() - before;
  if (ms > MOST_MS) throw new Error(`took ${ms} ms`);
  if (bytes > MOST_BYTES) throw new Error(`took ${bytes} bytes`);
}
