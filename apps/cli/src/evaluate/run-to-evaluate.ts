import { existsSync } from 'node:fs';
import { openRun, parseRunReference, type ReadableRun, type RunEnvironment } from '@oneiros/journal';
import { miniBatchesPerEpoch, type ImageCollection } from '@oneiros/senses';
import { createWakeClock, resolveConfig, type RunConfig, type WakeClock } from '@oneiros/simulation';
import { shorthands } from '../config/shorthands.ts';
import { dataFolder } from '../data/data-folder.ts';
import { UsageError } from '../errors.ts';
import { chooseBackend } from '../night/back-end.ts';
import { imagesOf } from '../night/images.ts';
import type { Output } from '../output.ts';

export interface RunToEvaluate {
  readonly run: ReadableRun;
  /** Named behind the folder, as in `RUN@TICK`. */
  readonly tick: number | undefined;
  readonly images: ImageCollection;
  readonly clock: WakeClock;
  readonly environment: RunEnvironment;
}

export interface OpenOptions {
  readonly dataFolder?: string;
  readonly backend?: string;
  readonly threads?: string;
}

/** Opens a run to look at its brains, loads its images and chooses what computes. */
export async function openToEvaluate(reference: string, options: OpenOptions, output: Output): Promise<RunToEvaluate> {
  const { folder, tick } = parseRunReference(reference);
  if (!existsSync(folder)) {
    throw new UsageError(
      `Expected the directory of a run, there is nothing at ${folder}. \`oneiros runs\` lists runs.`,
    );
  }
  const run = openRun(folder);
  const images = await imagesOf({ ...run.config, data: { ...run.config.data, folder: folderOf(run.config, options) } });
  const clock = createWakeClock(run.config, miniBatchesPerEpoch(images.train.count, run.config.batchSize));
  const { backend } = resolveConfig(run.config, ...backendLayers(options));
  return { run, tick, images, clock, environment: await chooseBackend(run.config, output, backend) };
}

const backendLayers = (options: OpenOptions): object[] =>
  shorthands.flatMap(({ option, read }) => {
    const text = option === 'backend' || option === 'threads' ? options[option] : undefined;
    return text === undefined ? [] : [read(text)];
  });

/** Where the images lie: as the flag says, where the run had them, or where sets of that name lie today. */
function folderOf({ data }: RunConfig, options: OpenOptions): string {
  const places = [data.folder, dataFolder(data.name)];
  const folder = options.dataFolder ?? places.find((place) => existsSync(place));
  if (folder !== undefined || data.name === 'scenes') return folder ?? data.folder;
  throw new UsageError(
    `Expected the images ${data.name} in ${places.join(' or ')}; there is no such folder. Name it with --data-folder or ONEIROS_DATA.`,
  );
}
