import type { RunStage } from '../../stages.ts';

/** What a code stands for; `movement` is the movement time of R&K, for a rule to decide. */
export type CodeMeaning = RunStage | 'movement';

const labels: Readonly<Record<CodeMeaning, readonly string[]>> = {
  WAKE: ['w', 'wake', 'awake', 'wakefulness', 'waking'],
  N1: ['n1', 's1', 'nrem1'],
  N2: ['n2', 's2', 'nrem2', 'light'],
  N3: ['n3', 's3', 'nrem3', 'n4', 's4', 'nrem4', 'deep', 's3/4', 'n3/4'],
  REM: ['r', 'rem', 'ps', 'paradoxical'],
  NREM: ['n', 'nr', 'nrem', 'sws', 'nonrem', 'non-rem', 'sleep'],
  ART: ['art', 'artefact', 'artifact'],
  UNS: ['?', 'u', 'uns', 'unscored', 'unknown', 'undefined', 'unscorable', 'not scored', 'init', 'nd', 'nan', 'none'],
  movement: ['m', 'mt', 'mvt', 'movement', 'movement time'],
};

const meanings = new Map(
  Object.entries(labels).flatMap(([meaning, words]) => words.map((word) => [word, meaning as CodeMeaning] as const)),
);

/** After "stage" a number counts as in R&K, whose stages 3 and 4 are both N3 of the AASM. */
const numbered = new Map<string, CodeMeaning>([
  ['0', 'WAKE'],
  ['1', 'N1'],
  ['2', 'N2'],
  ['3', 'N3'],
  ['4', 'N3'],
  ['3/4', 'N3'],
]);

/** Words that merge what other scorings tell apart; their stage is a choice of ours. */
const choices = new Map([
  ['light', 'light sleep is N1 and N2 in one; most of it is N2'],
  ['sleep', 'sleep that is not divided'],
]);

const LONGEST_LABEL = 64;

const bare = (label: string): string =>
  label
    .trim()
    .toLowerCase()
    .replace(/\|-?\d+$/, '')
    .trim();

/**
 * The stage that a label names, in the spellings of the formats here; undefined for what is no stage: bare numbers (see
 * `CodeScheme`) and other events.
 */
export function meaningOfLabel(label: string): CodeMeaning | undefined {
  if (label.length > LONGEST_LABEL) return undefined;
  const plain = bare(label);
  const known = meanings.get(plain);
  if (known !== undefined) return known;
  const staged = /^(?:sleep[ _-]?stage|stage|sleep-)[ _:-]*(.+?)(?:[ _]sleep)?$/.exec(plain)?.[1];
  if (staged !== undefined) return numbered.get(staged) ?? meanings.get(staged);
  const withSleep = /^(\S+) sleep$/.exec(plain)?.[1]; // "REM sleep"
  return withSleep === undefined ? undefined : meanings.get(withSleep);
}

/** Why a label's stage is a choice, where it is one. */
export const choiceOfLabel = (label: string): string | undefined => choices.get(bare(label).replace(/ sleep$/, ''));
