import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs';
import { createRun, recordRun, resumeRun, type RunEnvironment } from '@oneiros/journal';
import { createRandomStreams } from '@oneiros/random';
import type { ImageCollection, ImageSet } from '@oneiros/senses';
import { createSimulation, resolveConfig } from '@oneiros/simulation';

/**
 * A process that lives a tiny night, made to be killed. It waits for the name of a run on stdin, makes or resumes that run,
 * and writes `.` for every tick that is on disk.
 */
const environment: RunEnvironment = { backend: { name: 'cpu', threads: 1 }, oneiros: '0.1.0' };

/** 10 mini-batches an epoch, 3 ticks each, 12 epochs: 360 ticks. */
const config = resolveConfig({
  model: { imageSidePx: 8, baseWidth: 2, latentSize: 3 },
  batchSize: 4,
  duration: { count: 12, unit: 'epochs' },
  probes: { readoutEpochs: 1, areasEveryCycles: 5 },
  dreams: { count: 2 },
  checkpoints: { everyTicks: 2, keep: 2, keepEveryEpochs: 5 },
});

/** Noise of 8 x 8 pixels, for which the cortex has V1 and IT alone. */
const noiseSet = (split: ImageSet['split'], count: number): ImageSet => ({
  ...{ name: 'scenes', split, count, height: 8, width: 8, channels: 3, classNames: ['a', 'b'] },
  pixels: Uint8Array.from(
    createRandomStreams(1)
      .stream(split)
      .permutation(count * 192),
    (value) => value % 256,
  ),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
});
const images: ImageCollection = { name: 'scenes', train: noiseSet('train', 41), test: noiseSet('test', 6) };

await tf.setBackend('cpu');
process.stdout.write('ready\n');
for await (const folder of createInterface({ input: process.stdin })) {
  const run = existsSync(folder) ? resumeRun(folder, { environment }) : createRun(folder, { config, environment });
  await recordRun({
    simulation: createSimulation({ config, images }),
    run,
    onTick: () => void process.stdout.write('.'),
  });
  break;
}
process.exit(0);
