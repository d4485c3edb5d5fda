import type { HypnogramFormat } from '../formats.ts';
import type { ImportOptions } from '../imported-hypnogram.ts';
import type { RunStage, StageRun } from '../../stages.ts';
import { writeEdf } from '../write-edf.ts';

/** A file of one format, and what is in it. */
export interface SampleFile {
  readonly format: HypnogramFormat;
  readonly bytes: Uint8Array;
  readonly runs: readonly StageRun[];
  readonly epochSeconds: number;
  readonly options?: ImportOptions;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A night in miniature: two cycles, REM 25 % of sleep and after N2; in epochs. */
export const nightEpochs: readonly (readonly [RunStage, number])[] = [
  ['WAKE', 4],
  ['N1', 2],
  ['N2', 8],
  ['N3', 6],
  ['N2', 2],
  ['REM', 4],
  ['WAKE', 1],
  ['N1', 1],
  ['N2', 6],
  ['N3', 3],
  ['N2', 4],
  ['REM', 8],
  ['WAKE', 3],
];

/** The same of a mouse: it wakes from REM. */
export const mouseEpochs: readonly (readonly [RunStage, number])[] = [
  ['WAKE', 30],
  ['NREM', 25],
  ['REM', 4],
  ['WAKE', 10],
  ['NREM', 30],
  ['REM', 5],
  ['WAKE', 20],
  ['NREM', 12],
  ['WAKE', 6],
];

export const runsOf = (epochs: readonly (readonly [RunStage, number])[], epochSeconds: number): StageRun[] =>
  epochs.map(([stage, count]) => ({ stage, seconds: count * epochSeconds }));

type Names = Readonly<Partial<Record<RunStage, string>>>;
type Epochs = readonly (readonly [RunStage, number])[];

/** One name an epoch. */
export const spelled = (epochs: Epochs, names: Names): string[] =>
  epochs.flatMap(([stage, count]) => new Array<string>(count).fill(names[stage]!));

const aasm = { WAKE: '0', N1: '1', N2: '2', N3: '3', REM: '4' };
const rem5 = { ...aasm, REM: '5' };
const letters = { WAKE: 'W', N1: 'N1', N2: 'N2', N3: 'N3', REM: 'R' };
const yasa = { WAKE: 'WAKE', N1: 'N1', N2: 'N2', N3: 'N3', REM: 'REM' };
const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 19);
const lineEach = (values: readonly string[]): string => `${values.join('\n')}\n`;

/** Rows with the onset of every run. */
const runRows = (epochs: Epochs, epochSeconds: number, row: (stage: RunStage, from: number, to: number) => string) => {
  let at = 0;
  return epochs.map(([stage, count]) => row(stage, at, (at += count * epochSeconds)));
};

const nsrrNames = {
  WAKE: 'Wake|0',
  N1: 'Stage 1 sleep|1',
  N2: 'Stage 2 sleep|2',
  N3: 'Stage 3 sleep|3',
  REM: 'REM sleep|5',
} as Names;

const nsrr = (): string => `<?xml version="1.0"?>
<PSGAnnotation><EpochLength>30</EpochLength><ScoredEvents>
<ScoredEvent><EventType>Respiratory|Respiratory</EventType><EventConcept>Hypopnea|Hypopnea</EventConcept><Start>95.5</Start><Duration>12.1</Duration></ScoredEvent>
${runRows(nightEpochs, 30, (stage, from, to) => `<ScoredEvent><EventType>Stages|Stages</EventType><EventConcept>${nsrrNames[stage]}</EventConcept><Start>${from}</Start><Duration>${to - from}</Duration></ScoredEvent>`).join('\n')}
</ScoredEvents></PSGAnnotation>`;

const profusion = (): string => `<?xml version="1.0" encoding="utf-8"?>
<CMPStudyConfig><EpochLength>30</EpochLength><ScoredEvents/><SleepStages>
${spelled(nightEpochs, rem5)
  .map((code) => `<SleepStage>${code}</SleepStage>`)
  .join('\n')}
</SleepStages></CMPStudyConfig>`;

const misleep = (): string => {
  const codes = { NREM: '1, NREM', REM: '2, REM', WAKE: '3, Wake' } as Names;
  const rows = runRows(
    mouseEpochs,
    1,
    (stage, from, to) => `2024-04-09 18:00:00, ${from}, 1, , ${to - 1}, 0, ${codes[stage]}`,
  );
  return lineEach([
    'READ ONLY! DO NOT EDIT!',
    '4-INIT 3-Wake 2-REM 1-NREM',
    'Acquisition time: 2024-04-09 18:00:00',
    '==========Marker==========',
    '==========Start-End==========',
    '==========Sleep stage==========',
    ...rows,
  ]);
};

const night = (format: HypnogramFormat, text: string, options?: ImportOptions): SampleFile => ({
  format,
  bytes: utf8(text),
  runs: runsOf(nightEpochs, 30),
  epochSeconds: 30,
  ...(options === undefined ? {} : { options }),
});

const mouse = (format: HypnogramFormat, epochSeconds: number, text: string): SampleFile => ({
  format,
  bytes: utf8(text),
  runs: runsOf(mouseEpochs, epochSeconds),
  epochSeconds,
});

/** The EDF+ file as BDF+: three bytes a sample, and its own first byte. */
export function asBdf(edf: Uint8Array): Uint8Array {
  const samples = Math.ceil((edf.length - 512) / 3);
  const bdf = new Uint8Array(512 + 3 * samples);
  bdf.set(edf);
  bdf.set(utf8('\u0000BIOSEMI'));
  bdf[0] = 0xff;
  bdf.set(utf8('BDF+C'), 192);
  bdf.set(utf8('BDF Annotations '), 256);
  bdf.set(utf8(String(samples).padEnd(8)), 472);
  return bdf;
}

/** One file of every format. */
export function sampleFiles(): Record<string, SampleFile> {
  const edf = writeEdf({
    runs: runsOf(nightEpochs, 30),
    epochSeconds: 30,
    start: '1989-04-24T16:13:00',
    source: 'sample',
  });
  const visbrain = { WAKE: 'Wake', N1: 'N1', N2: 'N2', N3: 'N3', REM: 'REM' } as Names;
  const seconds = spelled(nightEpochs, aasm).flatMap((code) => new Array<string>(30).fill(code));
  const description = utf8('time 1.0\nWake 0\nN1 1\nN2 2\nN3 3\nREM 4\nArt -1\n');
  return {
    'EDF+': { ...night('edf', ''), bytes: edf },
    'BDF+': { ...night('bdf', ''), bytes: asBdf(edf) },
    'YASA labels': night('yasa-txt', lineEach(spelled(nightEpochs, letters))),
    'YASA numbers': night('yasa-txt', `# 1 value per 30 seconds\n${spelled(nightEpochs, aasm).join('\r\n')}`),
    'YASA csv': night('yasa-csv', lineEach(['Epoch,Stage', ...spelled(nightEpochs, yasa).map((s, i) => `${i},${s}`)])),
    'YASA JSON': night(
      'json',
      JSON.stringify({ values: spelled(nightEpochs, yasa), n_stages: 5, freq: '30s', start: null }),
    ),
    'Dreem JSON': night('json', JSON.stringify(spelled(nightEpochs, aasm).map(Number))),
    'BIDS events': night(
      'bids',
      lineEach([
        'onset\tduration\tvalue\tdescription',
        ...spelled(nightEpochs, yasa).map((stage, i) => `${30 * i}\t30\t0\t${stage}`),
      ]),
    ),
    'Visbrain stage duration': night(
      'visbrain-stage-duration',
      lineEach(['*Duration_sec\t1560', ...runRows(nightEpochs, 30, (stage, _, to) => `${visbrain[stage]}\t${to}`)]),
    ),
    'Visbrain point per second': {
      ...night('visbrain-point-per-second', lineEach(seconds), { description }),
      epochSeconds: 1,
    },
    Elan: {
      ...night(
        'elan',
        lineEach([
          'time_base 1.000000',
          'sampling_period 1.000000',
          'epoch_nb 1560',
          'epoch_list',
          ...seconds.map((code) => (code === '4' ? '5' : code)),
        ]),
      ),
      epochSeconds: 1,
    },
    'NSRR XML': night('nsrr-xml', nsrr()),
    'Profusion XML': night('profusion-xml', profusion()),
    ISRUC: night('isruc', `${lineEach(spelled(nightEpochs, rem5))}\n\n`),
    'plain csv': night(
      'csv',
      lineEach(['start_s;stage', ...spelled(nightEpochs, letters).map((s, i) => `${30 * i};"${s}"`)]),
    ),
    'run lengths': mouse(
      'csv',
      4,
      lineEach([
        'start_s,duration_s,stage',
        ...runRows(mouseEpochs, 4, (stage, from, to) => `${from},${to - from},${stage}`),
      ]),
    ),
    Weber: mouse('weber', 2.5, lineEach(spelled(mouseEpochs, { REM: '1\t1', WAKE: '2\t0', NREM: '3\t0' }))),
    AccuSleep: mouse(
      'accusleep',
      2.5,
      lineEach(['brain_state', ...spelled(mouseEpochs, { REM: '1', WAKE: '2', NREM: '3' })]),
    ),
    MiSleep: mouse('misleep', 1, misleep()),
    'MiSleep JSON': mouse(
      'misleep',
      1,
      JSON.stringify({ sleep_state: spelled(mouseEpochs, { NREM: '1', REM: '2', WAKE: '3' }).map(Number), marker: [] }),
    ),
    Franken: mouse(
      'franken',
      4,
      lineEach(spelled(mouseEpochs, { WAKE: 'w', NREM: 'n', REM: 'r' }).map((s, i) => (i === 40 ? '2' : s))),
    ),
    SleepSign: mouse(
      'sleepsign',
      4,
      lineEach([
        'SleepSign',
        'Animal: 7',
        'EpochNo,Stage,Time',
        ...spelled(mouseEpochs, { WAKE: 'W', NREM: 'NR', REM: 'R' }).map((s, i) => `${i + 1},${s},${clock(4 * i)}`),
      ]),
    ),
  };
}
