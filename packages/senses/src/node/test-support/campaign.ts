import fc from 'fast-check';
import { SensesError } from '../../errors.ts';

/** Mutated files a property: a few hundred in every run, thousands in `npm run ci:full`. */
export const CAMPAIGN_RUNS = process.env['ONEIROS_CAMPAIGN'] === 'full' ? 5000 : 200;

/** Damages a file as disks, networks and attackers do: bytes changed, cut short, or a word set to something huge. */
export const damaged = (file: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .record({
      changes: fc.array(fc.record({ at: fc.nat(file.length - 1), byte: fc.nat(255) }), { maxLength: 4 }),
      word: fc.option(fc.record({ at: fc.nat(Math.min(file.length - 4, 255)), value: fc.nat(0xffffffff) })),
      keep: fc.option(fc.nat(file.length)),
    })
    .map(({ changes, word, keep }) => {
      const bytes = file.slice();
      for (const { at, byte } of changes) bytes[at] = byte;
      if (word) new DataView(bytes.buffer).setUint32(word.at, word.value);
      return keep === null ? bytes : bytes.slice(0, keep);
    });

/** Whether reading ended well: with a value, or with an error of ours that says where. Anything else is a crash. */
export function endsWell(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    return error instanceof SensesError && /expected .+, found /.test(error.message);
  }
}
