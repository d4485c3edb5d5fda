import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstImages, type ImageCollection } from '@oneiros/senses';
import { createProbeContext, measure, readoutOptionsOf, type Simulation } from '@oneiros/simulation';
import { readoutFromPixels } from './readout-from-pixels.ts';

/** What a linear readout could tell before the run: shares of test images, 0..1. */
export interface Baselines {
  readonly pixels: number;
  /** From z of the brain that the run starts with. */
  readonly before: number;
  /** The same by ridge; runs of earlier versions have none. */
  readonly beforeByRidge?: number;
}

const fileOf = (runFolder: string): string => join(runFolder, 'baselines.json');

/** Measures both baselines and keeps them in the run, so that a resumed run has them too. */
export function measureBaselines(runFolder: string, simulation: Simulation, images: ImageCollection): Baselines {
  const { config, cortex } = simulation;
  const { probes, seeds, seed } = config;
  const train = firstImages(images.train, probes.readoutTrainImages ?? images.train.count);
  const context = createProbeContext({ cortex, images, config, tick: 0, epoch: 0 });
  const { softmax, ridge } = measure('readout', context, readoutOptionsOf(config));
  const baselines = {
    pixels: readoutFromPixels({ ...images, train }, probes.readoutEpochs, seeds.noise ?? seed),
    before: softmax.accuracy,
    beforeByRidge: ridge.accuracy,
  };
  writeFileSync(fileOf(runFolder), `${JSON.stringify({ version: 1, ...baselines }, null, 2)}\n`);
  return baselines;
}

/** @returns undefined for a run that measures no readouts, or a fork, which starts from another's brain. */
export function readBaselines(runFolder: string): Baselines | undefined {
  const file = fileOf(runFolder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Baselines) : undefined;
}
