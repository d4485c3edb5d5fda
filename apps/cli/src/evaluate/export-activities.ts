import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNpy } from '@oneiros/journal';
import { firstImages, type ImageSet } from '@oneiros/senses';
import { encodeAreas, type ProbeContext, type Steps } from '@oneiros/simulation';
import { isPlainObject } from '../config/config-layer.ts';
import { UsageError } from '../errors.ts';
import type { Output } from '../output.ts';
import { createLiveLine } from '../terminal/live-line.ts';
import type { BrainViewer } from './brain-viewer.ts';
import type { RunToEvaluate } from './run-to-evaluate.ts';
import { walk } from './walk.ts';

export interface ExportOptions {
  readonly export?: string;
  readonly exportImages?: string;
  readonly exportWhole?: boolean;
}

/** What `--export` and its kin ask for. */
export interface ExportSettings {
  readonly folder: string;
  /** So many training and so many test images, the first ones. */
  readonly images: number;
  /** Whether maps of more than 4 x 4 are max-pooled to that. */
  readonly pool: boolean;
}

const DEFAULT_IMAGES = 1000;

/** @returns undefined where nothing is to be exported @throws UsageError */
export function exportSettings(options: ExportOptions): ExportSettings | undefined {
  const { export: folder, exportImages, exportWhole = false } = options;
  if (folder === undefined) {
    if (exportImages !== undefined || exportWhole) {
      throw new UsageError('Expected --export FOLDER beside --export-images and --export-whole.');
    }
    return undefined;
  }
  const images = Number(exportImages ?? DEFAULT_IMAGES);
  if (!Number.isSafeInteger(images) || images < 1) {
    throw new UsageError(`Expected --export-images to be followed by a whole number from 1, got ${exportImages}.`);
  }
  return { folder, images, pool: !exportWhole };
}

/** One `.npy` of an export. */
interface ExportedArray {
  readonly file: string;
  readonly dtype: 'float32' | 'int32';
  readonly shape: readonly number[];
  /** What each axis of `shape` counts. */
  readonly axes: readonly string[];
  readonly what: string;
}

/** Writes the activities of the brains of some ticks into `FOLDER/NNNNNN/`, what is there already left alone. */
export async function exportActivities(
  { run, images }: RunToEvaluate,
  ticks: readonly number[],
  settings: ExportSettings,
  { viewer, output, isStopped }: { viewer: BrainViewer; output: Output; isStopped: () => boolean },
): Promise<void> {
  const line = createLiveLine(output);
  const onStep = (step: string): void => {
    const now = performance.now();
    if (line.isDue(now)) line.show(step.slice(0, line.width), now);
  };
  for (const tick of ticks) {
    const folder = join(settings.folder, String(tick).padStart(6, '0'));
    const header = {
      ...{ version: 1, run: run.folder, tick, data: images.name, images: settings.images, pooled: settings.pool },
      classNames: images.test.classNames,
    };
    const isNew = !isExported(folder, header);
    if (isNew) {
      const context = viewer.at(tick);
      mkdirSync(folder, { recursive: true });
      const arrays: ExportedArray[] = [];
      for (const set of [images.train, images.test]) {
        const subset = firstImages(set, settings.images);
        const written = await walk(exportSplit(context, subset, folder, settings.pool), { isStopped, onStep });
        line.clear();
        if (written === undefined) return;
        arrays.push(...written.value);
      }
      writeFileSync(join(folder, FILE), `${JSON.stringify({ ...header, epoch: context.epoch, arrays }, null, 2)}\n`);
    }
    output.result(`${isNew ? 'Exported' : 'Exported before'}: ${folder}`);
    output.resultJson('export', { folder, tick, isNew });
  }
}

/** Written last: what stands beside it is whole. */
const FILE = 'export.json';

/** @throws UsageError where the folder holds the activities of something else */
function isExported(folder: string, header: object): boolean {
  const file = join(folder, FILE);
  if (!existsSync(file)) return false;
  const there = readWhole(file);
  if (there === undefined) return false;
  const other = Object.entries(header).filter(([key, value]) => JSON.stringify(there[key]) !== JSON.stringify(value));
  if (other.length === 0) return true;
  throw new UsageError(
    `Expected ${folder} to be free: it holds an export of another ${other.map(([key]) => key).join(', ')}. Name another folder.`,
  );
}

/** @returns undefined where the file was torn by a kill: the export is made again */
function readWhole(file: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isPlainObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function* exportSplit({ cortex }: ProbeContext, set: ImageSet, folder: string, pool: boolean): Steps<ExportedArray[]> {
  const { split, count, labels } = set;
  const areas = yield* encodeAreas(cortex, set, `activities of ${split} images`, { pool });
  const arrays: ExportedArray[] = [];
  const write = (name: string, what: string, data: Float32Array | Int32Array, axes: Record<string, number>): void => {
    const file = `${split}.${name}.npy`;
    const shape = Object.values(axes);
    writeNpy(join(folder, file), { shape, data });
    const dtype = data instanceof Int32Array ? 'int32' : 'float32';
    arrays.push({ file, dtype, shape, axes: Object.keys(axes), what });
  };
  write('labels', 'index into classNames', Int32Array.from(labels), { image: count });
  for (const [name, { shape, values }] of areas) {
    const [row, column, channel] = shape;
    const what = `feedforward activity of ${name}${pool && channel !== undefined ? ', max-pooled to 4 x 4 if larger' : ''}`;
    if (channel === undefined) write('latents', `z, the activity of ${name}`, values, { image: count, latent: row! });
    else write(name, what, values, { image: count, row: row!, column: column!, channel });
  }
  return arrays;
}
