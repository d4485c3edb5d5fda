import {
  importHypnogram,
  lifeFromHypnogram,
  sleepStatistics,
  trimWake,
  type Hypnogram,
  type ImportedHypnogram,
  type MovementRule,
  type RunStage,
  type SleepStatistics,
  type UnscoredRule,
} from '@oneiros/conductor';
import { valueAt, type Json } from './schedule-draft.ts';

/** What a person may say about a scored night before it is taken. */
export interface ImportChoices {
  /** Stages of the file's codes that were chosen by hand. */
  readonly mapping: Readonly<Record<string, RunStage>>;
  /** Seconds; as the file says, or guessed, where null. */
  readonly epochSeconds: number | null;
  readonly movement: MovementRule;
  readonly unscored: UnscoredRule;
  /** Minutes of wake to keep before and after sleep; all of it where null. */
  readonly trimMinutes: number | null;
  readonly fill: 'wake' | 'repeat';
}

export const usualImport: ImportChoices = {
  mapping: {},
  epochSeconds: null,
  movement: 'previous',
  unscored: 'hold',
  trimMinutes: null,
  fill: 'wake',
};

/** A file as it would be taken. */
export type ImportPreview =
  | {
      readonly isRead: true;
      readonly imported: ImportedHypnogram;
      /** After trimming. */
      readonly hypnogram: Hypnogram;
      readonly statistics: SleepStatistics;
      /** The source of a life, ready to be written. */
      readonly source: Json;
    }
  | { readonly isRead: false; readonly message: string };

/** Reads a scored night as the command `oneiros schedule import` does; a file that cannot be read says why. */
export function previewImport(bytes: Uint8Array, fileName: string, choices: ImportChoices): ImportPreview {
  try {
    const imported = importHypnogram(bytes, {
      ...{ fileName, mapping: choices.mapping, movement: choices.movement },
      ...(choices.epochSeconds !== null && { epochSeconds: choices.epochSeconds }),
    });
    const { trimMinutes, unscored, fill } = choices;
    const hypnogram =
      trimMinutes === null ? imported.hypnogram : trimWake(imported.hypnogram, { keepMinutes: trimMinutes });
    const life = lifeFromHypnogram(hypnogram, { name: fileName, unscored, ...(fill === 'repeat' && { fill }) });
    const source = valueAt(life as unknown as Json, ['source']) ?? null;
    return { isRead: true, imported, hypnogram, statistics: sleepStatistics(hypnogram), source };
  } catch (error) {
    return { isRead: false, message: (error as Error).message };
  }
}
