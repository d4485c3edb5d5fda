import type { RunStage } from '../stages.ts';
import type { ImportOptions } from './imported-hypnogram.ts';
import { rkScheme, type CodeScheme } from './read/code-schemes.ts';
import { rankSchemes } from './read/guess-scheme.ts';
import { quote, type CodedSpan, type Fail, type Reading } from './read/reading.ts';
import { choiceOfLabel, meaningOfLabel, type CodeMeaning } from './read/stage-labels.ts';

/** What one code means, and how that is known. */
export interface UnderstoodCode {
  readonly meaning: CodeMeaning;
  readonly guessed: boolean;
  readonly why?: string;
}

export interface UnderstoodCodes {
  /** Codes that are missing here are events that are no stages. */
  readonly codes: ReadonlyMap<string, UnderstoodCode>;
  /** The scheme of the bare numbers, where there are any. */
  readonly scheme: CodeScheme | undefined;
  readonly warnings: readonly string[];
}

const isBareNumber = (code: string): boolean => /^-?\d{1,3}$/.test(code);

/** Schemes closer than this to the best are told. */
const NEARLY_AS_PLAUSIBLE = 0.5;

/**
 * Says what every code of a file means: what the caller's mapping says, else what the label names, else, for bare
 * numbers, what the format says or what makes the most plausible night.
 * @throws HypnogramInvalidError at the first code that is no stage, where the file holds nothing but stages.
 */
export function understandCodes(
  reading: Reading,
  mapping: NonNullable<ImportOptions['mapping']>,
  fail: Fail,
): UnderstoodCodes {
  const codes = new Map<string, UnderstoodCode>();
  const numbers = new Set<string>();
  const unknown = new Map<string, CodedSpan>();
  for (const span of reading.spans) {
    const { code } = span;
    if (codes.has(code) || numbers.has(code) || unknown.has(code)) continue;
    const meaning = meaningOfLabel(code);
    const choice = choiceOfLabel(code);
    if (Object.hasOwn(mapping, code)) codes.set(code, { meaning: mapping[code]!, guessed: false, why: 'as told' });
    else if (meaning !== undefined) {
      codes.set(code, { meaning, guessed: choice !== undefined, ...(choice === undefined ? {} : { why: choice }) });
    } else if (isBareNumber(code)) numbers.add(code);
    else unknown.set(code, span);
  }
  const warnings: string[] = [];
  const scheme = numbers.size === 0 ? undefined : chooseScheme(reading, numbers, codes, unknown, warnings);
  if (unknown.size > 0 && !reading.hasOtherEvents) failAt([...unknown.values()][0]!, scheme, fail);
  if (![...codes.values()].some(({ meaning }) => meaning !== 'UNS' && meaning !== 'ART')) failWithout(reading, fail);
  const inOrder = new Map<string, UnderstoodCode>();
  for (const { code } of reading.spans) if (codes.has(code)) inOrder.set(code, codes.get(code)!);
  if (unknown.size > 0) warnings.push(`Left out, since they are no stages: ${listed([...unknown.keys()])}.`);
  const strangers = Object.keys(mapping).filter((code) => !inOrder.has(code));
  if (strangers.length > 0) warnings.push(`The mapping names codes that the file does not have: ${listed(strangers)}.`);
  return { codes: inOrder, scheme, warnings };
}

/** Adds the numbers to `codes`, or to `unknown` where no scheme has them all. */
function chooseScheme(
  reading: Reading,
  numbers: ReadonlySet<string>,
  codes: Map<string, UnderstoodCode>,
  unknown: Map<string, CodedSpan>,
  warnings: string[],
): CodeScheme | undefined {
  const isAmongLabels = [...codes.values()].some(({ meaning, why }) => why === undefined && isStageOfMan(meaning));
  const candidates = isAmongLabels && reading.schemes.length > 1 ? [rkScheme] : reading.schemes;
  const bouts = reading.spans
    .filter(({ code }) => numbers.has(code))
    .map(({ code, length }) => ({ code, length: length ?? 1 }));
  const [best, second] = rankSchemes(bouts, candidates);
  const scheme = best?.scheme ?? candidates[0]!;
  const isCertain = reading.schemes.length === 1;
  for (const code of numbers) {
    const meaning = Object.hasOwn(scheme.codes, code) ? scheme.codes[code] : undefined;
    if (meaning === undefined)
      unknown.set(
        code,
        reading.spans.find((span) => span.code === code)!,
      );
    else codes.set(code, { meaning, guessed: !isCertain, why: reasonOf(scheme, isCertain ? undefined : best?.why) });
  }
  if (second !== undefined && second.score > best!.score - NEARLY_AS_PLAUSIBLE) {
    warnings.push(
      `The numbers are read as ${scheme.name} (${best!.why}); nearly as plausible is ${second.scheme.name} (${second.why}).`,
    );
  }
  return scheme;
}

const isStageOfMan = (meaning: CodeMeaning): boolean => meaning === 'WAKE' || meaning === 'REM';

const reasonOf = ({ name }: CodeScheme, why: string | undefined): string =>
  why === undefined ? name : `${name}: ${why}`;

function failAt({ code, place }: CodedSpan, scheme: CodeScheme | undefined, fail: Fail): never {
  const known = scheme === undefined ? 'W, N1, N2, N3, R' : `${Object.keys(scheme.codes).join(', ')} of ${scheme.name}`;
  return fail(place, `a stage (such as ${known}; a mapping can say what a code means)`, quote(code));
}

function failWithout({ spans }: Reading, fail: Fail): never {
  const found = listed([...new Set(spans.slice(0, 1000).map(({ code }) => code))]);
  return fail(spans[0]?.place ?? { byte: 0 }, 'at least one stage of sleep or wake', found === '' ? 'nothing' : found);
}

const MOST_LISTED = 8;

const listed = (codes: readonly string[]): string =>
  codes.slice(0, MOST_LISTED).map(quote).join(', ') +
  (codes.length > MOST_LISTED ? ` and ${codes.length - MOST_LISTED} more` : '');

/** The stage of a run, once movement has its rule; `previous` where it takes the stage before. */
export const stageOfMeaning = (
  meaning: CodeMeaning,
  movement: NonNullable<ImportOptions['movement']>,
): RunStage | 'previous' => {
  if (meaning !== 'movement') return meaning;
  return movement === 'wake' ? 'WAKE' : movement === 'unscored' ? 'UNS' : 'previous';
};
