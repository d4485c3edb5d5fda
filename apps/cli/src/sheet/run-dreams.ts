import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRun, readSafetensors } from '@oneiros/journal';
import { nightsAfter } from '@oneiros/simulation';
import { UsageError } from '../errors.ts';
import { dreamPanel, type StoredDreams, type StoredPictures } from './dream-panel.ts';
import { drawSheet, encodeSheet } from './draw-sheet.ts';

/** How a sheet is laid out. */
export interface SheetLayout {
  /** Columns: so many of the fixed images. */
  readonly count: number;
  /** Whole factor of enlargement. */
  readonly scale: number;
}

/** A moment at which a run kept its dreams. */
export interface DreamMoment {
  /** Ticks that the brain had lived through. */
  readonly ticks: number;
  /** Complete passes over the training images by then. */
  readonly epoch: number;
  /** Nights lived through, where it was a morning; null in a cycle. */
  readonly nights: number | null;
  /** The pictures, inside the run directory. */
  readonly file: string;
}

/** @returns the moments of a run's dreams, in order, from its event log. */
export function dreamMoments(runFolder: string): DreamMoment[] {
  const log = join(runFolder, 'events.jsonl');
  if (!existsSync(log)) return [];
  const { schedule } = openRun(runFolder).config;
  const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return lines
    .filter((line) => line.startsWith('{"type":"dream"'))
    .map((line) => JSON.parse(line) as { epoch: number; file: string })
    .map(({ epoch, file }) => {
      const ticks = Number(/(\d+)\.safetensors$/.exec(file)?.[1]);
      return { ticks, epoch, nights: nightsAfter(schedule, ticks), file };
    });
}

/** Early and late: the first dreams of a brain that has learned something, and the newest. */
export function earlyAndLate(moments: readonly DreamMoment[]): DreamMoment[] {
  const learned = moments.filter(({ ticks }) => ticks > 0);
  const chosen = learned.length > 0 ? learned : moments;
  return [...new Set([chosen[0], chosen.at(-1)])].filter((moment) => moment !== undefined);
}

/** @throws UsageError where the run kept no dreams then. */
export function momentAt(moments: readonly DreamMoment[], ticks: number): DreamMoment {
  const moment = moments.find((candidate) => candidate.ticks === ticks);
  if (moment !== undefined) return moment;
  const known = moments.map((candidate) => candidate.ticks).join(', ') || 'never';
  throw new UsageError(`Expected a tick at which the run kept dreams, got ${ticks}. It kept them at: ${known}.`);
}

/**
 * Draws the dreams of moments side by side into a PNG file of the run's dreams folder.
 * @param name of the file, without ending; the ticks unless given. @returns its path.
 */
export function writeDreamSheet(
  runFolder: string,
  moments: readonly DreamMoment[],
  { count, scale }: SheetLayout,
  name = moments.map(({ ticks }) => String(ticks).padStart(6, '0')).join('-'),
): string {
  const path = join(runFolder, 'dreams', `${name}.png`);
  writeFileSync(path, encodeDreamSheet(runFolder, moments, { count, scale }));
  return path;
}

/** Dreams of moments side by side.  @returns the bytes of a PNG file */
export function encodeDreamSheet(
  runFolder: string,
  moments: readonly DreamMoment[],
  { count, scale }: SheetLayout,
): Uint8Array {
  const panels = moments.map((moment) =>
    dreamPanel(readDreams(join(runFolder, moment.file)), headingOf(moment), count),
  );
  return encodeSheet(drawSheet(panels, { scale }));
}

const headingOf = ({ ticks, epoch, nights }: DreamMoment): string => {
  if (ticks === 0) return 'before learning';
  return nights === null ? `epoch ${epoch} (tick ${ticks})` : `after night ${nights} (tick ${ticks})`;
};

function readDreams(file: string): StoredDreams {
  const { tensors } = readSafetensors(file);
  const pictures = (name: string): StoredPictures => {
    const tensor = tensors.get(name);
    if (tensor === undefined || !(tensor.data instanceof Uint8Array)) {
      throw new UsageError(
        `Expected the pictures \`${name}\` in ${file}, found none. Was it written by another program?`,
      );
    }
    return { shape: tensor.shape, data: tensor.data };
  };
  return {
    seen: pictures('seen'),
    reconstructed: pictures('reconstructed'),
    nrem: pictures('nrem'),
    rem: pictures('rem'),
  };
}
