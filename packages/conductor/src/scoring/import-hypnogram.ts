import type { Hypnogram, RunStage, StageRun } from '../stages.ts';
import type { ImportedHypnogram, ImportOptions, MappedCode } from './imported-hypnogram.ts';
import { mergeRuns, toMicroseconds } from './merge-runs.ts';
import { guessEpochSeconds } from './guess-epoch-seconds.ts';
import { readHypnogram } from './read/read-hypnogram.ts';
import { createFail, type CodedSpan, type Fail, type Reading } from './read/reading.ts';
import { isEpochSeconds } from './read/text.ts';
import { stageOfMeaning, understandCodes, type UnderstoodCodes } from './understand-codes.ts';

const LONGEST_SECONDS = 366 * 86_400;
const LEAST_GAP_SECONDS = 1e-3;

/**
 * Reads a scoring of any of the formats: what it is follows from its content, what its codes mean from its labels, its
 * format, the caller's mapping, or from what makes the most plausible night, which the table `mapping` tells.
 * R&K's stages become those of the AASM: S1 N1, S2 N2, S3 and S4 N3; movement time follows the rule `movement`.
 * Time that nobody scored is UNS.
 * @throws HypnogramInvalidError with line or byte, what was expected and what was found; RangeError for `epochSeconds` that are none.
 */
export function importHypnogram(bytes: Uint8Array, options: ImportOptions = {}): ImportedHypnogram {
  const { fileName: source = 'hypnogram', epochSeconds: told } = options;
  if (told !== undefined && !isEpochSeconds(told))
    throw new RangeError(`Expected epochs of 0.1 to 3600 s, got ${told}.`);
  const fail = createFail(source);
  const reading = readHypnogram(bytes, options, fail);
  const understood = understandCodes(reading, options.mapping ?? {}, fail);
  const warnings = [...reading.warnings, ...understood.warnings];
  const epochSeconds = told ?? guessEpochSeconds(reading, understood, warnings);
  const timed = timeSpans(reading, understood, epochSeconds, fail);
  const { runs, secondsOf } = layOut(timed, understood, options.movement ?? 'previous', warnings);
  const mapping = [...understood.codes].map(([code, { meaning, ...known }]): MappedCode => ({
    code,
    stage: stageOfMeaning(meaning, options.movement ?? 'previous'),
    seconds: toMicroseconds(secondsOf.get(code) ?? 0),
    ...known,
  }));
  const hypnogram: Hypnogram = {
    runs,
    epochSeconds,
    ...(reading.start === undefined ? {} : { start: reading.start }),
    source,
  };
  return { hypnogram, format: formatOf(reading, understood), mapping, warnings };
}

/** A file of one number a line is named after those who number stages so. */
const formatOf = ({ format }: Reading, { scheme }: UnderstoodCodes): ImportedHypnogram['format'] =>
  format === 'yasa-txt' && scheme !== undefined ? scheme.format : format;

interface TimedSpan {
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

/** The stages in the order of their onsets, in seconds; what has no length lasts until the next. */
function timeSpans(reading: Reading, { codes }: UnderstoodCodes, epochSeconds: number, fail: Fail): TimedSpan[] {
  const scale = reading.unit === 'epochs' ? epochSeconds : 1;
  const stages = reading.spans.filter(({ code }) => codes.has(code)).sort((a, b) => a.onset - b.onset);
  return stages.map((span, index) => {
    const from = span.onset * scale;
    const to =
      span.length === undefined ? endBefore(stages[index + 1], from, scale, epochSeconds) : from + span.length * scale;
    if (!(Math.abs(from) <= LONGEST_SECONDS && to <= LONGEST_SECONDS)) {
      fail(span.place, `a recording of at most ${LONGEST_SECONDS / 86_400} days`, `a stage from ${from} s to ${to} s`);
    }
    return { code: span.code, from: toMicroseconds(from), to: toMicroseconds(to) };
  });
}

const endBefore = (next: CodedSpan | undefined, from: number, scale: number, epochSeconds: number): number =>
  next === undefined ? from + epochSeconds : next.onset * scale;

/** One stage after the other: where two overlap the earlier keeps its time, where none is the time is unscored. */
function layOut(
  spans: readonly TimedSpan[],
  { codes }: UnderstoodCodes,
  movement: NonNullable<ImportOptions['movement']>,
  warnings: string[],
): { runs: StageRun[]; secondsOf: Map<string, number> } {
  const runs: StageRun[] = [];
  const secondsOf = new Map<string, number>();
  let at = 0;
  let previous: RunStage = 'UNS';
  let [gapSeconds, overlapSeconds] = [0, 0];
  for (const { code, from, to } of spans) {
    if (to <= at) {
      overlapSeconds += to - from;
      continue;
    }
    if (from > at + LEAST_GAP_SECONDS) {
      runs.push({ stage: 'UNS', seconds: toMicroseconds(from - at) });
      gapSeconds += from - at;
      at = from;
      previous = 'UNS';
    } else if (from < at - LEAST_GAP_SECONDS) overlapSeconds += at - from;
    const told = stageOfMeaning(codes.get(code)!.meaning, movement);
    const stage: RunStage = told === 'previous' ? previous : told;
    const seconds = toMicroseconds(to - at);
    runs.push({ stage, seconds });
    secondsOf.set(code, (secondsOf.get(code) ?? 0) + seconds);
    at = to;
    previous = stage;
  }
  if (gapSeconds > 0) warnings.push(`${toMicroseconds(gapSeconds)} s between or before the stages are unscored.`);
  if (overlapSeconds > LEAST_GAP_SECONDS) {
    warnings.push(
      `${toMicroseconds(overlapSeconds)} s are scored twice, or before the start; the earlier stage counts.`,
    );
  }
  return { runs: mergeRuns(runs), secondsOf };
}
