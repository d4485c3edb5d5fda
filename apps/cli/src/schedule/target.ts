import { readFile } from 'node:fs/promises';
import {
  HypnogramUnreadableError,
  lifeFromHypnogram,
  nearestWord,
  parseSchedule,
  resolveSchedule,
  type ImportedHypnogram,
  type ImportOptions,
  type Schedule,
} from '@oneiros/conductor';
import { importHypnogramFile } from '@oneiros/conductor/node';
import { UsageError } from '../errors.ts';
import { guessNotes } from './mapping-notes.ts';
import { namedSchedule, scheduleNames } from './named-schedules.ts';

/** What a command was pointed at: a schedule, by name or as a file, or a hypnogram. */
export type Target =
  | { readonly kind: 'schedule'; readonly name: string; readonly schedule: Schedule }
  | { readonly kind: 'hypnogram'; readonly name: string; readonly imported: ImportedHypnogram };

/** Whether a file is read as a schedule; every other one is a hypnogram. */
const isScheduleFile = (path: string): boolean => /\.ya?ml$/i.test(path);

/**
 * @param text the name of a preset or a model, the path of a schedule (.yaml, .yml) or of a hypnogram in any format.
 * @throws UsageError where there is no such name or file; ScheduleInvalidError with line and column; what importing throws.
 */
export async function readTarget(text: string): Promise<Target> {
  const named = namedSchedule(text);
  if (named !== undefined) return { kind: 'schedule', name: text, schedule: resolveSchedule(named, text) };
  if (isScheduleFile(text)) {
    const yaml = new TextDecoder().decode(await readNamedFile(text));
    return { kind: 'schedule', name: text, schedule: parseSchedule(yaml, text) };
  }
  const imported = await readNamedHypnogram(text);
  return { kind: 'hypnogram', name: imported.hypnogram.source, imported };
}

/** A schedule to live, and what to know about where it comes from. */
export interface ReadSchedule {
  readonly name: string;
  readonly schedule: Schedule;
  readonly notes: readonly string[];
}

/** As {@link readTarget}; a hypnogram becomes a life of it, in which unscored time holds the stage before. */
export async function readSchedule(text: string): Promise<ReadSchedule> {
  const target = await readTarget(text);
  if (target.kind === 'schedule') return { ...target, notes: [] };
  const { name, imported } = target;
  const life = lifeFromHypnogram(imported.hypnogram, { name, unscored: 'hold' });
  return { name, schedule: resolveSchedule(life, text), notes: guessNotes(imported) };
}

/** @throws UsageError that also knows the names that are no files */
export async function readNamedFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw notThere(path, error);
  }
}

/** @throws UsageError as {@link readNamedFile}; HypnogramInvalidError with line or byte */
export async function readNamedHypnogram(path: string, options: ImportOptions = {}): Promise<ImportedHypnogram> {
  try {
    return await importHypnogramFile(path, options);
  } catch (error) {
    throw error instanceof HypnogramUnreadableError ? notThere(path, error.cause) : error;
  }
}

function notThere(path: string, error: unknown): UsageError {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  const reason = isMissing ? 'there is no such file' : (error as Error).message;
  const nearest = nearestWord(path, scheduleNames());
  const advice = nearest === undefined ? '`oneiros schedule list` has the names' : `did you mean "${nearest}"?`;
  return new UsageError(
    `Expected a preset, a model, a schedule (.yaml) or a hypnogram, got ${path}: ${reason}; ${advice}`,
  );
}
