import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { testReadout, trainReadout } from '@oneiros/metrics';
import { createRandomStreams } from '@oneiros/random';
import { batchOf, firstImages, type ImageCollection, type ImageSet } from '@oneiros/senses';
import type { Simulation } from '@oneiros/simulation';
import { readoutFromPixels } from './readout-from-pixels.ts';

/** What a linear readout could tell before the run: shares of test images, 0..1. */
export interface Baselines {
  readonly pixels: number;
  /** From z of the brain that the run starts with. */
  readonly before: number;
}

const fileOf = (runFolder: string): string => join(runFolder, 'baselines.json');

/** Measures both baselines and keeps them in the run, so that a resumed run has them too. */
export function measureBaselines(runFolder: string, simulation: Simulation, images: ImageCollection): Baselines {
  const { probes, seeds, seed } = simulation.config;
  const train = firstImages(images.train, probes.readoutTrainImages ?? images.train.count);
  const baselines = {
    pixels: readoutFromPixels({ ...images, train }, probes.readoutEpochs, seeds.noise ?? seed),
    before: readoutBefore(simulation, train, images.test),
  };
  writeFileSync(fileOf(runFolder), `${JSON.stringify({ version: 1, ...baselines }, null, 2)}\n`);
  return baselines;
}

/** @returns undefined for a run that measures no readouts, or a fork, which starts from another's brain. */
export function readBaselines(runFolder: string): Baselines | undefined {
  const file = fileOf(runFolder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Baselines) : undefined;
}

/** As the readout at each epoch, but of the brain as it is now. */
function readoutBefore({ cortex, config }: Simulation, train: ImageSet, test: ImageSet): number {
  const { probes, seeds, seed } = config;
  const readout = trainReadout({
    latents: encodeAll(cortex, train),
    labels: train.labels,
    classes: train.classNames.length,
    epochs: probes.readoutEpochs,
    learningRate: probes.readoutLearningRate,
    batchSize: probes.readoutBatchSize,
    random: createRandomStreams(seeds.noise ?? seed).stream('readout.before'),
    bias: true,
  });
  return testReadout(readout, { latents: encodeAll(cortex, test), labels: test.labels }).accuracy;
}

/** [count, latent], row-major. */
function encodeAll(cortex: Simulation['cortex'], set: ImageSet): Float32Array {
  const { latentSize } = cortex.shape;
  const latents = new Float32Array(set.count * latentSize);
  const atOnce = 64;
  for (let start = 0; start < set.count; start += atOnce) {
    const indices = Uint32Array.from({ length: Math.min(atOnce, set.count - start) }, (_, i) => start + i);
    const shape: [number, number, number, number] = [indices.length, set.height, set.width, set.channels];
    latents.set(
      tf.tidy(() => cortex.encode(tf.tensor4d(batchOf(set, indices), shape)).dataSync()),
      start * latentSize,
    );
  }
  return latents;
}
