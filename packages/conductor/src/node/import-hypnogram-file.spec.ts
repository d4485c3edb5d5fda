import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HypnogramUnreadableError } from '../errors.ts';
import { epochsOf } from '../scoring/epochs-of.ts';
import { exportHypnogram } from '../scoring/export-hypnogram.ts';
import { exportFormats } from '../scoring/formats.ts';
import { importHypnogram } from '../scoring/import-hypnogram.ts';
import { remPeriods } from '../scoring/rem-periods.ts';
import { resolveUnscored } from '../scoring/resolve-unscored.ts';
import { sleepStatistics } from '../scoring/sleep-statistics.ts';
import { transitionCounts } from '../scoring/transition-counts.ts';
import { trimWake } from '../scoring/trim-wake.ts';
import { importHypnogramFile } from './import-hypnogram-file.ts';
import { hasHypnograms, hypnogramsFolder, NO_HYPNOGRAMS } from './test-support/shared-hypnograms.ts';

describe('importHypnogramFile', () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'oneiros-hypnograms-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads a file, and the description beside it', async () => {
    const file = join(folder, 'points.txt');
    writeFileSync(file, '1\n1\n0\n');
    writeFileSync(join(folder, 'points_description.txt'), 'time 2\nREM 1\nWake 0\n');
    const { hypnogram } = await importHypnogramFile(file);
    expect(hypnogram).toEqual({
      runs: [
        { stage: 'REM', seconds: 4 },
        { stage: 'WAKE', seconds: 2 },
      ],
      epochSeconds: 2,
      source: 'points.txt',
    });
  });

  it('says which file cannot be read', async () => {
    await expect(importHypnogramFile(join(folder, 'none.edf'))).rejects.toThrow(HypnogramUnreadableError);
    await expect(importHypnogramFile(join(folder, 'none.edf'))).rejects.toThrow('none.edf: ENOENT');
  });
});

const read = (file: string, options = {}) => importHypnogramFile(join(hypnogramsFolder, file), options);

interface Reference {
  readonly nights: Readonly<
    Record<string, { epochs: number; statistics: Record<string, number | null>; transitionCounts: object }>
  >;
}

describe.skipIf(!hasHypnograms)(`real nights (${NO_HYPNOGRAMS})`, () => {
  it('have the statistics and transition counts that YASA 0.8.1 gives', async () => {
    const reference = JSON.parse(readFileSync(join(hypnogramsFolder, 'yasa-statistics.json'), 'utf8')) as Reference;
    const nights = Object.entries(reference.nights);
    expect(nights).toHaveLength(3);
    for (const [file, { statistics, transitionCounts: counts }] of nights) {
      const { hypnogram } = await read(file);
      const { Lat_REM_sleep_onset, ...ours } = sleepStatistics(hypnogram);
      const rounded = Object.entries(ours).map(([name, value]) => [name, value && Math.round(value * 1e4) / 1e4]);
      expect(Object.fromEntries(rounded)).toEqual(statistics);
      expect(transitionCounts(hypnogram)).toMatchObject(counts);
      const latency = statistics['Lat_REM'] === null ? null : statistics['Lat_REM']! - statistics['SOL']!;
      expect(Lat_REM_sleep_onset).toEqual(latency);
    }
  });

  it('of Sleep-EDF are the same in EDF+ and in csv: TST 326.5 min, REM 19.1 %, 4 REM periods', async () => {
    const { hypnogram, format } = await read('SC4001EC-Hypnogram.edf');
    expect(format).toBe('edf');
    expect(hypnogram.start).toBe('1989-04-24T16:13:00');
    const csv = await read('SC4001EC_aasm_30s.csv');
    // The recording goes on after its last annotation, at 86370 s, in neither file.
    expect(hypnogram.runs).toEqual(csv.hypnogram.runs);
    const { TST, '%REM': rem } = sleepStatistics(hypnogram);
    expect(TST).toBe(326.5);
    expect(rem).toBeCloseTo(19.14, 2);
    expect(remPeriods(hypnogram)).toHaveLength(4);
    // 510.5 min awake before the first sleep, of which 480.5 go
    expect(trimWake(hypnogram).start).toBe('1989-04-25T00:13:30');
  });

  it('of YASA are the same in every format', async () => {
    const { hypnogram } = await read('yasa_data_full_6hrs_100Hz_hypno_30s.txt');
    expect(remPeriods(hypnogram)).toHaveLength(5);
    expect(sleepStatistics(hypnogram).Lat_REM_sleep_onset).toBe(63.5);
    for (const file of [
      'bids_events.tsv',
      'nsrr.xml',
      'visbrain_point_per_second.txt',
      'visbrain_stage_duration.txt',
      'yasa_stage.csv',
    ]) {
      expect((await read(`formats/${file}`)).hypnogram.runs).toEqual(hypnogram.runs);
    }
    const points = readFileSync(join(hypnogramsFolder, 'formats/visbrain_point_per_second.txt'));
    const undescribed = importHypnogram(points); // a value a second shows in runs of whole 30 lines
    expect(undescribed.hypnogram.runs).toEqual(hypnogram.runs);
    expect(undescribed.format).toBe('visbrain-point-per-second');
  });

  it('of the table of 14 subjects: light, deep and REM are guessed for each', async () => {
    for (let subject = 1; subject <= 14; subject++) {
      const { mapping } = await read('yasa_sample_data_sri.csv', { subject: `sbj${String(subject).padStart(2, '0')}` });
      expect(mapping.find(({ code }) => code === '3')).toMatchObject({ stage: 'REM', guessed: true });
    }
  });

  it('are recognised by their sleep alone, in whatever numbers they are written', async () => {
    const people = [
      { WAKE: 0, N1: 1, N2: 2, N3: 3, REM: 4 },
      { WAKE: 0, N1: 1, N2: 2, N3: 3, REM: 5 },
      { WAKE: 5, N1: 3, N2: 2, N3: 1, REM: 4 },
    ];
    const mice = [
      { REM: 1, WAKE: 2, NREM: 3 },
      { NREM: 1, REM: 2, WAKE: 3 },
      { WAKE: 1, NREM: 2, REM: 3 },
      { WAKE: 0, NREM: 1, REM: 2 },
    ];
    const nights: [string, Record<string, number>[]][] = [
      ['SC4001EC-Hypnogram.edf', people],
      ['yasa_data_full_6hrs_100Hz_hypno_30s.txt', people],
      ['mouse_C57BL6J_01_baseline_24h_4s.csv', mice],
      ['mouse_C57BL6J_01_96h_SD_4s_runs.csv', mice],
    ];
    for (const [file, scales] of nights) {
      const night = resolveUnscored((await read(file)).hypnogram, 'pause');
      for (const scale of scales) {
        const text = [...epochsOf(night)].map((stage) => scale[stage]).join('\n');
        const again = importHypnogram(new TextEncoder().encode(text), { epochSeconds: night.epochSeconds });
        expect(again.hypnogram.runs, `${file} in ${JSON.stringify(scale)}`).toEqual(night.runs);
      }
    }
  });

  it('of mice have epochs of 4 s', async () => {
    const { hypnogram, warnings } = await read('mouse_C57BL6J_01_baseline_24h_4s.csv');
    expect(hypnogram.epochSeconds).toBe(4);
    expect(warnings).toEqual(['274 rows with an artefact keep their stage.']); // 172 + 16 + 86
    const { WAKE, NREM, REM } = sleepStatistics(hypnogram);
    // 10,209 + 86, 10,002 + 172 and 1,115 + 16 epochs of 4 s
    expect([WAKE, NREM, REM].map((minutes) => minutes! * 15)).toEqual(
      [10_295, 10_174, 1131].map((n) => expect.closeTo(n, 6)),
    );
    const deprived = await read('mouse_C57BL6J_01_96h_SD_4s_runs.csv');
    expect(deprived.hypnogram.epochSeconds).toBe(4);
    expect(sleepStatistics(deprived.hypnogram).TIB).toBe(5760); // 96 h
  });

  it('come back from every export', async () => {
    for (const file of [
      'SC4001EC-Hypnogram.edf',
      'yasa_sub-02_hypno_30s.txt',
      'mouse_C57BL6J_01_baseline_24h_4s.csv',
    ]) {
      const { hypnogram } = await read(file);
      for (const format of exportFormats) {
        const again = importHypnogram(exportHypnogram(hypnogram, format));
        expect(again.hypnogram.runs).toEqual(hypnogram.runs);
      }
    }
  });
});
