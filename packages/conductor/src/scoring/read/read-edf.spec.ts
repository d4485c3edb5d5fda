import { describe, expect, it } from 'vitest';
import { writeEdf } from '../write-edf.ts';
import { importHypnogram } from '../import-hypnogram.ts';
import { readEdfHeader } from './edf-header.ts';
import { createFail } from './reading.ts';
import { readEdf } from './read-edf.ts';

const fail = createFail('a.edf');

interface Written {
  readonly records: readonly string[];
  readonly header?: Readonly<Record<number, string>>;
  readonly signal?: boolean;
}

/** An EDF+ file: its records' annotations, an ordinary signal of four samples before them, and changed header fields. */
function write({ records, header = {}, signal = false }: Written): Uint8Array {
  const fields = (count: number, width: number, values: readonly string[]): string =>
    Array.from({ length: count }, (_, i) => (values[i] ?? '').padEnd(width)).join('');
  const count = signal ? 2 : 1;
  const samples = Math.max(...records.map(({ length }) => Math.ceil(length / 2)));
  const labels = [...(signal ? ['EEG Fpz-Cz'] : []), 'EDF Annotations'];
  const counts = [...(signal ? ['4'] : []), String(samples)];
  const text =
    `${'0'.padEnd(8)}${'X'.padEnd(80)}${'Startdate X X X X'.padEnd(80)}24.04.8916.13.00` +
    `${String(256 * (count + 1)).padEnd(8)}${'EDF+C'.padEnd(44)}${String(records.length).padEnd(8)}${'0'.padEnd(8)}${String(count).padEnd(4)}` +
    fields(count, 16, labels) +
    ' '.repeat(200 * count) +
    fields(count, 8, counts) +
    ' '.repeat(32 * count);
  const recordBytes = 2 * samples + (signal ? 8 : 0);
  const bytes = new Uint8Array(text.length + recordBytes * records.length);
  bytes.set(new TextEncoder().encode(text));
  records.forEach((record, i) =>
    bytes.set(new TextEncoder().encode(record), text.length + recordBytes * i + (signal ? 8 : 0)),
  );
  for (const [at, value] of Object.entries(header)) bytes.set(new TextEncoder().encode(value), Number(at));
  return bytes;
}

const list = (onset: string, text: string): string => `${onset}\u0014${text}\u0014\u0000`;
const time = '+0\u0014\u0014\u0000';
const night = [time + list('+0\u001530', 'Sleep stage W') + list('+30\u001560', 'Sleep stage 1')];

describe('readEdf', () => {
  it('passes over the time of a record, other signals and empty texts', () => {
    const { spans } = readEdf(write({ records: night, signal: true }), fail);
    expect(spans).toMatchObject([
      { code: 'Sleep stage W', onset: 0, length: 30 },
      { code: 'Sleep stage 1', onset: 30, length: 60 },
    ]);
  });

  it('counts onsets from the start of the file, in whatever record they stand, and takes several texts at once', () => {
    const records = [
      '+0\u0014\u0014\u0000',
      '+3600.5\u0014\u0014\u0000+30.25\u00151.5\u0014Arousal\u0014Sleep stage R\u0014\u0000',
    ];
    expect(readEdf(write({ records }), fail).spans).toMatchObject([
      { code: 'Arousal', onset: 30.25, length: 1.5 },
      { code: 'Sleep stage R', onset: 30.25, length: 1.5 },
    ]);
  });

  it('reads all records there are where their number is -1, and says where a file ends early', () => {
    const records = [night[0]!, list('+90\u001530', 'Sleep stage R')];
    const spans = readEdf(write({ records }), fail).spans;
    expect(spans).toHaveLength(3);
    expect(readEdf(write({ records, header: { 236: '-1      ' } }), fail).spans).toEqual(spans);
    const early = readEdf(write({ records, header: { 236: '5       ' } }), fail);
    expect(early.spans).toEqual(spans);
    expect(early.warnings).toEqual(['The file ends early: 2 whole data records of 5.']);
    expect(readEdf(write({ records, header: { 236: '1       ' } }), fail).spans).toHaveLength(2);
  });

  it('lets a stage without a duration last until the next', () => {
    const records = [time + list('+0', 'Sleep stage W') + list('+90', 'Sleep stage N1') + list('+120', 'Lights on')];
    expect(importHypnogram(write({ records })).hypnogram.runs).toEqual([
      { stage: 'WAKE', seconds: 90 },
      { stage: 'N1', seconds: 30 }, // the last lasts an epoch
    ]);
  });

  it.each([
    [
      { 192: 'EDF  ' },
      'byte 192: expected EDF+C, EDF+D, BDF+C or BDF+D: without it a file has no annotations, found "EDF"',
    ],
    [{ 0: '1' }, 'byte 0: expected the version 0 of EDF or 0xFF BIOSEMI of BDF'],
    [{ 252: '0   ' }, 'byte 252: expected the number of signals, found "0   "'],
    [{ 184: '768     ' }, 'byte 184: expected 512 header bytes for 1 signals, found "768     "'],
    [{ 236: 'many    ' }, 'byte 236: expected the number of data records, or -1, found "many    "'],
    [
      { 256: 'EEG Annotations ' },
      'byte 256: expected a signal "EDF Annotations" or "BDF Annotations", found "EEG Annotations"',
    ],
    [{ 472: '-5  ' }, 'byte 472: expected the number of samples in a record'],
    [{ 517: '30' }, 'byte 517: expected an annotation "+onset<21>duration<20>text<20>", found "30'],
  ])('says which byte is wrong: %j', (header, message) => {
    expect(() => readEdf(write({ records: night, header }), fail)).toThrow(`a.edf: ${message}`);
  });

  it('says where a file ends within its header', () => {
    expect(() => readEdf(write({ records: night }).slice(0, 300), fail)).toThrow(
      'byte 300: expected a header of 512 bytes',
    );
    expect(() => readEdf(new Uint8Array(10), fail)).toThrow(
      'byte 10: expected a header of 256 bytes, found the end of the file',
    );
  });
});

describe('the start of an EDF+ file', () => {
  const startOf = (header: Readonly<Record<number, string>>) =>
    readEdfHeader(write({ records: night, header }), fail).start;
  it('has years from 1985 to 2084 in two digits, and the full date where there is one', () => {
    expect(startOf({})).toBe('1989-04-24T16:13:00');
    expect(startOf({ 168: '01.02.84' })).toBe('2084-02-01T16:13:00');
    expect(startOf({ 168: '01.02.85' })).toBe('1985-02-01T16:13:00');
    expect(startOf({ 88: 'Startdate 02-MAR-2101', 168: '02.03.yy' })).toBe('2101-03-02T16:13:00');
  });

  it('is unknown where the date is none, or the anonymous one', () => {
    expect(startOf({ 168: '31.02.89' })).toBeUndefined();
    expect(startOf({ 168: '01.01.8500.00.00' })).toBeUndefined();
    expect(startOf({ 176: '25.00.00' })).toBeUndefined();
  });

  it('is written as it is read', () => {
    for (const start of ['1985-01-01T00:00:00', '1969-12-31T23:59:59', '2084-12-31T12:00:00', '2150-06-01T00:00:00']) {
      const file = writeEdf({ runs: [{ stage: 'WAKE', seconds: 30 }], epochSeconds: 30, start, source: 'a' });
      expect(readEdfHeader(file, fail).start).toBe(start);
    }
  });
});
