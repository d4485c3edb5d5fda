import type { HypnogramFormat } from '../formats.ts';
import type { CodeMeaning } from './stage-labels.ts';

/** What the bare numbers of one laboratory or program mean. */
export interface CodeScheme {
  readonly name: string;
  readonly codes: Readonly<Record<string, CodeMeaning>>;
  /** What a file of one number an epoch is called under this scheme. */
  readonly format: HypnogramFormat;
  /** Usual length of an epoch, seconds. */
  readonly epochSeconds: number;
  /** How much likelier it is than others before the file is looked at. */
  readonly prior: number;
}

/** YASA, Visbrain, Dreem: AASM. */
export const aasmScheme: CodeScheme = {
  name: '0-4 AASM',
  codes: { '-2': 'UNS', '-1': 'ART', 0: 'WAKE', 1: 'N1', 2: 'N2', 3: 'N3', 4: 'REM' },
  format: 'yasa-txt',
  epochSeconds: 30,
  prior: 1,
};

/** ISRUC, Elan, Profusion, NSRR: REM is 5, and 4 the deepest stage of R&K. */
export const rem5Scheme: CodeScheme = {
  name: '0-5 with REM 5',
  codes: { '-1': 'ART', 0: 'WAKE', 1: 'N1', 2: 'N2', 3: 'N3', 4: 'N3', 5: 'REM', 6: 'movement', 7: 'UNS', 9: 'UNS' },
  format: 'isruc',
  epochSeconds: 30,
  prior: 0.9,
};

/** DREAMS database: the scale is reversed. */
export const dreamsScheme: CodeScheme = {
  name: '5-0 reversed (DREAMS)',
  codes: { '-3': 'UNS', '-2': 'UNS', '-1': 'movement', 0: 'N3', 1: 'N3', 2: 'N2', 3: 'N1', 4: 'REM', 5: 'WAKE' },
  format: 'yasa-txt',
  epochSeconds: 5,
  prior: 0.4,
};

/** Wake, light, deep, REM: wrist bands and their references. */
export const lightDeepScheme: CodeScheme = {
  name: '0 wake, 1 light, 2 deep, 3 REM',
  codes: { 0: 'WAKE', 1: 'N2', 2: 'N3', 3: 'REM' },
  format: 'yasa-txt',
  epochSeconds: 30,
  prior: 0.3,
};

/** Weber laboratory, AccuSleep. */
export const remWakeNremScheme: CodeScheme = {
  name: '1 REM, 2 wake, 3 NREM (Weber, AccuSleep)',
  codes: { 0: 'UNS', 1: 'REM', 2: 'WAKE', 3: 'NREM' },
  format: 'weber',
  epochSeconds: 2.5,
  prior: 0.5,
};

/** MiSleep. */
export const nremRemWakeScheme: CodeScheme = {
  name: '1 NREM, 2 REM, 3 wake (MiSleep)',
  codes: { 1: 'NREM', 2: 'REM', 3: 'WAKE', 4: 'UNS' },
  format: 'misleep',
  epochSeconds: 1,
  prior: 0.5,
};

/** Franken laboratory: 1, 2, 3 are w, n, r with an artefact, which does not change the state. */
export const wakeNremRemScheme: CodeScheme = {
  name: '1 wake, 2 NREM, 3 REM (Franken)',
  codes: { 1: 'WAKE', 2: 'NREM', 3: 'REM' },
  format: 'franken',
  epochSeconds: 4,
  prior: 0.5,
};

export const zeroWakeNremRemScheme: CodeScheme = {
  name: '0 wake, 1 NREM, 2 REM',
  codes: { '-1': 'UNS', 0: 'WAKE', 1: 'NREM', 2: 'REM' },
  format: 'csv',
  epochSeconds: 4,
  prior: 0.2,
};

/** Numbers among letters (W, 1, 2, 3, 4, R): the stages of R&K. */
export const rkScheme: CodeScheme = {
  name: '1-4 of R&K',
  codes: { 0: 'WAKE', 1: 'N1', 2: 'N2', 3: 'N3', 4: 'N3', 5: 'REM' },
  format: 'yasa-txt',
  epochSeconds: 30,
  prior: 1,
};

/** All that a bare number may mean where its file does not say. */
export const everyScheme: readonly CodeScheme[] = [
  aasmScheme,
  rem5Scheme,
  remWakeNremScheme,
  nremRemWakeScheme,
  wakeNremRemScheme,
  dreamsScheme,
  lightDeepScheme,
  zeroWakeNremRemScheme,
];
