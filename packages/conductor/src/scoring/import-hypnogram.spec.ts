import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importHypnogram } from './import-hypnogram.ts';
import { CAMPAIGN_RUNS, damaged, expectToEndWell } from './test-support/campaign.ts';
import { asBdf, mouseEpochs, nightEpochs, runsOf, sampleFiles, spelled } from './test-support/sample-files.ts';
import type { ImportedHypnogram } from './imported-hypnogram.ts';
import { hypnogramFormats } from './formats.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, options = {}) => importHypnogram(utf8(text), options);
const lineEach = (values: readonly string[]): string => values.join('\n');
const samples = Object.entries(sampleFiles());

const expectSound = ({ hypnogram, mapping }: ImportedHypnogram): void => {
  const { runs, epochSeconds } = hypnogram;
  expect(epochSeconds).toBeGreaterThan(0);
  expect(runs.every(({ seconds }) => seconds > 0 && seconds <= 366 * 86_400)).toBe(true);
  expect(runs.some(({ stage }, index) => stage === runs[index + 1]?.stage)).toBe(false);
  const total = runs.reduce((sum, { seconds }) => sum + seconds, 0);
  expect(mapping.reduce((sum, { seconds }) => sum + seconds, 0)).toBeLessThanOrEqual(total + 1e-3);
};

describe('importHypnogram', () => {
  it.each(samples)('reads %s for what it is', (_, { bytes, format, runs, epochSeconds, options }) => {
    const imported = importHypnogram(bytes, options);
    expect(imported.format).toBe(format);
    expect(imported.hypnogram.runs).toEqual(runs);
    expect(imported.hypnogram.epochSeconds).toBe(epochSeconds);
    expectSound(imported);
  });

  it('has a sample of every format', () => {
    const read = new Set(samples.map(([, { format }]) => format));
    expect(hypnogramFormats.filter((format) => !read.has(format))).toEqual([]);
  });

  it.each(samples)('reads %s the same when told its format', (_, { bytes, format, runs, epochSeconds, options }) => {
    expect(importHypnogram(bytes, { ...options, format, epochSeconds }).hypnogram.runs).toEqual(runs);
  });

  it.each(samples)(
    'ends well on %s damaged, told its format or not',
    (_, { bytes, format, options }) => {
      fc.assert(
        fc.property(damaged(bytes), (file) => {
          expectToEndWell(() => importHypnogram(file, options), expectSound);
          expectToEndWell(() => importHypnogram(file, { ...options, format }), expectSound);
        }),
        { numRuns: CAMPAIGN_RUNS },
      );
    },
    600_000,
  );

  it('ends well on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (file) =>
        expectToEndWell(() => importHypnogram(file), expectSound),
      ),
      { numRuns: CAMPAIGN_RUNS },
    );
  });

  it('guesses what bare numbers mean by what sleep does, and says so', () => {
    const scales = [
      { names: { WAKE: '0', N1: '1', N2: '2', N3: '3', REM: '4' }, epochs: nightEpochs, format: 'yasa-txt' },
      { names: { WAKE: '0', N1: '1', N2: '2', N3: '3', REM: '5' }, epochs: nightEpochs, format: 'isruc' },
      { names: { WAKE: '5', N1: '3', N2: '2', N3: '1', REM: '4' }, epochs: nightEpochs, format: 'yasa-txt' },
      { names: { REM: '1', WAKE: '2', NREM: '3' }, epochs: mouseEpochs, format: 'weber' },
      { names: { NREM: '1', REM: '2', WAKE: '3' }, epochs: mouseEpochs, format: 'misleep' },
      { names: { WAKE: '1', NREM: '2', REM: '3' }, epochs: mouseEpochs, format: 'franken' },
    ];
    for (const { names, epochs, format } of scales) {
      const imported = read(lineEach(spelled(epochs, names)), { epochSeconds: 10 });
      expect(imported.hypnogram.runs).toEqual(runsOf(epochs, 10));
      expect(imported.format).toBe(format);
      expect(imported.mapping.every(({ guessed, why }) => guessed && why!.includes('% of sleep'))).toBe(true);
    }
  });

  it('takes the mapping of the caller before any guess', () => {
    const codes = spelled(nightEpochs, { WAKE: '0', N1: '1', N2: '2', N3: '3', REM: '4' });
    const { mapping } = read(lineEach(codes), { mapping: { '1': 'REM', '7': 'N1' } });
    expect(mapping.find(({ code }) => code === '1')).toEqual({
      code: '1',
      stage: 'REM',
      seconds: 90, // 2 + 1 epochs of 30 s
      guessed: false,
      why: 'as told',
    });
    expect(read(lineEach(codes), { mapping: { '7': 'N1' } }).warnings).toContain(
      'The mapping names codes that the file does not have: "7".',
    );
  });

  it('turns R&K into AASM, and movement by its rule', () => {
    const text = lineEach(['W', '1', '2', '3', '4', 'MT', 'R', 'M']);
    const stages = (movement?: 'previous' | 'wake' | 'unscored') =>
      read(text, movement === undefined ? {} : { movement }).hypnogram.runs.map(
        ({ stage, seconds }) => `${stage} ${seconds}`,
      );
    expect(stages()).toEqual(['WAKE 30', 'N1 30', 'N2 30', 'N3 90', 'REM 60']);
    expect(stages('wake')).toEqual(['WAKE 30', 'N1 30', 'N2 30', 'N3 60', 'WAKE 30', 'REM 30', 'WAKE 30']);
    expect(stages('unscored')).toEqual(['WAKE 30', 'N1 30', 'N2 30', 'N3 60', 'UNS 30', 'REM 30', 'UNS 30']);
    expect(read(text).mapping.find(({ code }) => code === 'MT')!.stage).toBe('previous');
    expect(read(lineEach(['MT', 'W', 'N1'])).hypnogram.runs[0]).toEqual({ stage: 'UNS', seconds: 30 });
  });

  it('reads tables of several subjects and scorers', () => {
    const rows = ['a,1,0,0', 'a,2,1,0', 'b,1,3,1', 'b,2,0,0'];
    const table = lineEach(['subject,epoch,reference,device', ...rows]);
    const mapping = { '0': 'WAKE', '1': 'N2', '3': 'REM' } as const;
    const runs = (options: object) => read(table, { mapping, epochSeconds: 30, ...options }).hypnogram.runs;
    expect(runs({})).toEqual(runs({ subject: 'a' }));
    expect(runs({ subject: 'b' }).map(({ stage }) => stage)).toEqual(['REM', 'WAKE']);
    expect(runs({ subject: 'b', scorer: 'device' }).map(({ stage }) => stage)).toEqual(['N2', 'WAKE']);
    expect(read(table, { mapping }).warnings[0]).toBe('Of 2 subjects, "a" is read.');
    expect(() => runs({ subject: 'c' })).toThrow('line 1: expected rows of the subject "c", found those of "a", "b"');
    expect(() => runs({ scorer: 'watch' })).toThrow('line 1: expected a column "watch", found "subject", "epoch"');
  });

  it('keeps to the clock of a table, through midnight, and leaves gaps unscored', () => {
    const { hypnogram, warnings } = read('time,stage\n23:59:00,W\n23:59:30,N1\n00:01:00,N2\n00:01:30,N2\n');
    expect(hypnogram.epochSeconds).toBe(30);
    expect(hypnogram.runs).toEqual([
      { stage: 'WAKE', seconds: 30 },
      { stage: 'N1', seconds: 90 }, // until the next
      { stage: 'N2', seconds: 60 },
    ]);
    expect(warnings).toEqual([]);
    const gap = read('onset,duration,stage\n0,30,W\n60,30,N1\n75,30,N2\n');
    expect(gap.hypnogram.runs.map(({ stage, seconds }) => `${stage} ${seconds}`)).toEqual([
      'WAKE 30',
      'UNS 30',
      'N1 30',
      'N2 15',
    ]);
    expect(gap.warnings.slice(-2)).toEqual([
      '30 s between or before the stages are unscored.',
      '15 s are scored twice, or before the start; the earlier stage counts.',
    ]);
    expect(read('datetime,stage\n2020-01-31 23:00:00,W\n2020-01-31 23:00:10,R\n').hypnogram.start).toBe(
      '2020-01-31T23:00:00',
    );
  });

  it('reads text with any line ends, byte order marks and Windows-1252', () => {
    const expected = read('W\nN1\nN2\n').hypnogram.runs;
    for (const text of ['W\r\nN1\r\nN2', 'W\rN1\rN2\r', '\ufeffW\nN1\nN2\n\n\n', '# Schl\u00e4fer\nW\nN1\nN2']) {
      expect(read(text).hypnogram.runs).toEqual(expected);
    }
    const utf16 = Uint8Array.from([0xff, 0xfe, ...[...'W\nN1\nN2'].flatMap((letter) => [letter.charCodeAt(0), 0])]);
    expect(importHypnogram(utf16).hypnogram.runs).toEqual(expected);
    const latin = Uint8Array.from([0x23, 0xe4, 0x0a, ...utf8('W\nN1\nN2')]);
    expect(importHypnogram(latin).hypnogram.runs).toEqual(expected);
  });

  it.each([
    ['', 'byte 0: expected a hypnogram, found an empty file'],
    [
      'W\nN1\nblue\n',
      'line 3: expected a stage (such as W, N1, N2, N3, R; a mapping can say what a code means), found "blue"',
    ],
    ['Wake\t30\nN1\t20\n', 'line 2: expected an end of at least 30 s, since ends never fall, found "20"'],
    ['onset\tduration\tdescription\n0\tlong\tN1\n', 'line 2: expected a duration in seconds, found "long"'],
    [
      'onset\tduration\tdescription\n0\t1e9\tN1\n',
      'line 2: expected a recording of at most 366 days, found a stage from 0 s to 1000000000 s',
    ],
    ['epoch,stage\n1,W\n9e15,N1\n', 'line 3: expected a recording of at most 366 days'],
    [
      '<PSGAnnotation><EpochLength>0</EpochLength></PSGAnnotation>',
      'line 1: expected an epoch of 0.1 to 3600 s, found "0"',
    ],
    ['{"values": ["W",\n "N1" "N2"]}', 'line 2: expected JSON, found '],
    [
      '<html></html>',
      'line 1: expected XML of NSRR (PSGAnnotation) or Profusion (CMPStudyConfig), found "<html></html>"',
    ],
    ['W\u0000', 'byte 1: expected text, found a byte 0'],
  ])('says where %j is wrong', (text, message) => {
    expect(() => read(text, { fileName: 'night.txt' })).toThrow(`night.txt: ${message}`);
  });

  it('refuses epochs of no length', () => {
    for (const epochSeconds of [0, -30, NaN, Infinity]) expect(() => read('W', { epochSeconds })).toThrow(RangeError);
  });

  it('takes no more memory than the file has, whatever it claims', () => {
    const edf = sampleFiles()['EDF+']!.bytes.slice();
    edf.set(utf8('99999999'), 236); // data records
    const wide = edf.slice();
    wide.set(utf8('99999999'), 472); // samples in a record
    const deep = utf8(`<PSGAnnotation>${'<a>'.repeat(100_000)}`);
    const nested = utf8('['.repeat(200_000));
    const entities = utf8('<!DOCTYPE a [<!ENTITY b "&c;&c;&c;">]><PSGAnnotation>&b;</PSGAnnotation>');
    const far = utf8('start,duration,stage\n0,31622400,W\n31622399,1,N1\n');
    const alternating = utf8('0\n1\n2\n'.repeat(80_000)); // 240,000 changes of stage
    const ones = utf8('1\n'.repeat(2_000_000)); // 4 MB
    const quotes = utf8(`epoch,stage\n1,"${'""'.repeat(1_000_000)}\n`);
    for (const file of [edf, asBdf(edf), wide, deep, nested, entities, far, alternating, ones, quotes]) {
      expectToEndWell(() => importHypnogram(file), expectSound);
    }
  });
});
