import { createRandomStreams } from '@oneiros/random';
import {
  batchOf,
  drawOcclusion,
  epochOrder,
  miniBatch,
  miniBatchesPerEpoch,
  type ImageCollection,
} from '@oneiros/senses';
import { createSimulation, resolveConfig, type Simulation } from '@oneiros/simulation';

/** Size of what is measured. */
export interface BenchSize {
  readonly batchSize: number;
  readonly baseWidth: number;
  readonly latentSize: number;
  /** 32 unless given. */
  readonly imageSidePx?: number;
}

const channels = 3;
/** As many images as CIFAR-10 has. */
const cifarCounts = { train: 50_000, test: 10_000 };

/** The images of a few mini-batches, so that the memory measured is that of the brain; a run's report adds its images. */
export const fewImages = (batchSize: number): Record<'train' | 'test', number> => ({ train: 8 * batchSize, test: 64 });
const ticksPerCycle = 3;

/** A brain in the paper's schedule, without readouts, dreams and checkpoints, which come once an epoch. */
export function createBenchBrain(size: BenchSize, images: ImageCollection): Simulation {
  const { batchSize, baseWidth, latentSize, imageSidePx = 32 } = size;
  const config = resolveConfig({
    condition: 'pad',
    data: { name: 'cifar10' },
    batchSize,
    model: { baseWidth, latentSize, imageSidePx },
    duration: { count: 1_000_000, unit: 'cycles' },
    probes: { readoutEveryEpochs: 0 },
    dreams: { everyEpochs: 0 },
    checkpoints: { everyTicks: Number.MAX_SAFE_INTEGER, keepEveryEpochs: 0 },
  });
  return createSimulation({ config, images });
}

/** Images with random pixels, as many as CIFAR-10 has unless told: what they show changes no time. */
export function randomImages(sidePx = 32, counts: Record<'train' | 'test', number> = cifarCounts): ImageCollection {
  const split = (name: 'train' | 'test') => {
    const count = counts[name];
    const pixels = new Uint8Array(count * sidePx * sidePx * channels);
    const words = new Uint32Array(pixels.buffer);
    let state = 1;
    // Xorshift (Marsaglia 2003): the streams of @oneiros/random would take seconds for 180 million bytes.
    for (let i = 0; i < words.length; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      words[i] = state;
    }
    const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
    const classNames = Array.from({ length: 10 }, (_, i) => String(i));
    return { name: 'cifar10', split: name, count, height: sidePx, width: sidePx, channels, pixels, labels, classNames };
  };
  return { name: 'cifar10', train: split('train'), test: split('test') };
}

/** One cycle of Wake, NREM and REM. @returns seconds by the wall clock */
export function liveOneCycle(brain: Simulation): number {
  const started = performance.now();
  for (let tick = 0; tick < ticksPerCycle; tick++) brain.advance();
  return (performance.now() - started) / 1000;
}

/** What a cycle takes before it computes: images gathered, occlusion and noise drawn, its part of an epoch's order. @returns seconds */
export function prepareOneCycle({ batchSize, latentSize }: BenchSize, { train }: ImageCollection): number {
  const repetitions = 20;
  const { height, width } = train;
  const random = createRandomStreams(1);
  const pixels = new Float32Array(batchSize * height * width * channels);
  const orderStarted = performance.now();
  const order = epochOrder(train.count, random.stream('order', 0));
  const orderMs = performance.now() - orderStarted;
  const batches = miniBatchesPerEpoch(train.count, batchSize);
  const started = performance.now();
  for (let n = 0; n < repetitions; n++) {
    batchOf(train, miniBatch(order, batchSize, n % batches), pixels);
    drawOcclusion({ height, width, random: random.stream('occlusion', n) });
    random.stream('rem.noise', n).fillNormal(new Float32Array(batchSize * latentSize));
  }
  return ((performance.now() - started) / repetitions + orderMs / batches) / 1000;
}
