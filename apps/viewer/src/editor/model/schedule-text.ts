import { parseSchedule, scheduleYaml, ScheduleInvalidError, type ScheduleProblem } from '@oneiros/conductor';
import { parse } from 'yaml';
import type { Json, ScheduleDraft } from './schedule-draft.ts';

/** The draft as a schedule file: what `oneiros run --schedule` takes, with no more than the draft says. */
export const textOf = (draft: ScheduleDraft): string => scheduleYaml(draft);

/** A schedule file that was opened. */
export interface OpenedText {
  /** Null where the text is no schedule at all. */
  readonly draft: ScheduleDraft | null;
  /** With lines and columns of the text. */
  readonly problems: readonly ScheduleProblem[];
}

const isDraft = (value: unknown): value is ScheduleDraft =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';

/**
 * Opens a schedule file as the command line does. One that does not fit the schema opens too, so that it can be mended here;
 * one that is no YAML, or does not say its kind, does not.
 * @param source what to call it in messages
 */
export function openText(text: string, source: string): OpenedText {
  try {
    parseSchedule(text, source);
    return { draft: parse(text) as ScheduleDraft, problems: [] };
  } catch (error) {
    if (!(error instanceof ScheduleInvalidError)) throw error;
    return { draft: readable(text), problems: error.problems };
  }
}

function readable(text: string): ScheduleDraft | null {
  try {
    const value = parse(text, { maxAliasCount: 100 }) as Json;
    return isDraft(value) ? value : null;
  } catch {
    // The problem with its line was told by parseSchedule.
    return null;
  }
}

/** What the command line would say to the draft as a file; empty where it takes it. */
export function problemsOfText(text: string): readonly ScheduleProblem[] {
  try {
    parseSchedule(text);
    return [];
  } catch (error) {
    if (error instanceof ScheduleInvalidError) return error.problems;
    throw error;
  }
}
