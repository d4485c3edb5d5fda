import { HypnogramInvalidError, type FilePlace } from '../../errors.ts';
import type { HypnogramFormat } from '../formats.ts';
import type { CodeScheme } from './code-schemes.ts';

/** Consecutive time under one code of the file. */
export interface CodedSpan {
  readonly code: string;
  /** In the reading's unit, from the start of the recording. */
  readonly onset: number;
  /** In the reading's unit; undefined: until the next one begins. */
  readonly length: number | undefined;
  readonly place: FilePlace;
}

/** A file, read but not yet understood: spans of codes. */
export interface Reading {
  readonly format: HypnogramFormat;
  readonly spans: readonly CodedSpan[];
  /** What onsets and lengths count: seconds, or epochs whose length the file may not say. */
  readonly unit: 'seconds' | 'epochs';
  readonly epochSeconds?: number;
  /** What bare numbers may mean, the likeliest first; a single one is certain. */
  readonly schemes: readonly CodeScheme[];
  /** Codes that are no stages are other events, to be left out; elsewhere they are errors. */
  readonly hasOtherEvents: boolean;
  /** Local time, ISO 8601. */
  readonly start?: string;
  readonly warnings: readonly string[];
}

/** Throws the error that says where, what was expected and what was found. */
export type Fail = (place: FilePlace, expected: string, found: string) => never;

export const createFail =
  (source: string): Fail =>
  (place, expected, found) => {
    throw new HypnogramInvalidError(source, place, expected, found);
  };

const LONGEST_QUOTE = 40;

/** A piece of the file for a message: short, in one line. */
export const quote = (text: string): string =>
  JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}...` : text);

const MOST_SPANS = 250_000;

/** Collects spans; what goes on under the same code becomes one, so that memory follows the changes, not the epochs. */
export class SpanCollector {
  private readonly collected: { code: string; onset: number; length: number | undefined; place: FilePlace }[] = [];
  private readonly fail: Fail;

  constructor(fail: Fail) {
    this.fail = fail;
  }

  get spans(): readonly CodedSpan[] {
    return this.collected;
  }

  add(code: string, onset: number, length: number | undefined, place: FilePlace): void {
    const last = this.collected.at(-1);
    if (last?.code === code && last.length !== undefined && length !== undefined) {
      if (Math.abs(last.onset + last.length - onset) < 1e-6) {
        last.length = onset + length - last.onset;
        return;
      }
    }
    if (this.collected.length === MOST_SPANS) this.fail(place, `at most ${MOST_SPANS} changes of stage`, 'more');
    this.collected.push({ code, onset, length, place });
  }
}
