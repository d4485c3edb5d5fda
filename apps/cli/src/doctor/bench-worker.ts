/**
 * One engine in a process of its own, so that its memory is its own and a crash is no end of the benchmark. It answers
 * each line of JSON with one; `participants.ts` is the other side.
 */
import * as tf from '@tensorflow/tfjs';
import { createInterface } from 'node:readline';
import { createConvolutionFloor, selectBackend, type BackendName } from '@oneiros/engine';
import { createProbeContext, measure, readoutOptionsOf } from '@oneiros/simulation';
import { createBenchBrain, liveOneCycle, prepareOneCycle, randomImages, type BenchSize } from './bench-brain.ts';

interface Task extends BenchSize {
  readonly backend: Exclude<BackendName, 'auto'>;
  /** `cycle`: the whole; `floor`: oneDNN's convolutions of it alone; `readout`: a linear readout, as after each epoch. */
  readonly kind: 'cycle' | 'floor' | 'readout';
  readonly threads: number;
  /** Images in memory; as many as CIFAR-10 has unless given. */
  readonly images?: { readonly train: number; readonly test: number };
}

const say = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);
const residentMiB = (): number => process.memoryUsage.rss() / 2 ** 20;

async function prepare(task: Task): Promise<{ greeting: object; run: () => object }> {
  const { backend, threads } = task;
  const { name, version, library } = await selectBackend({ backend, threads });
  if (task.kind === 'floor') {
    const floor = createConvolutionFloor({ ...task, batch: task.batchSize, imageSidePx: task.imageSidePx ?? 32 });
    floor.run();
    return { greeting: { name, version, library }, run: () => ({ seconds: floor.run() }) };
  }
  const images = randomImages(task.imageSidePx, task.images);
  const brain = createBenchBrain(task, images);
  // The first cycle builds kernels and fills pools; the second meets an older mini-batch in the store.
  for (let cycle = 0; cycle < 2; cycle++) liveOneCycle(brain);
  if (task.kind === 'readout') {
    const { cortex, config } = brain;
    const run = (): object => {
      const started = performance.now();
      measure('readout', createProbeContext({ cortex, images, config, tick: 0, epoch: 0 }), readoutOptionsOf(config));
      return { seconds: (performance.now() - started) / 1000 };
    };
    return { greeting: { name, version, library }, run };
  }
  return {
    greeting: { name, version, library, dataSeconds: prepareOneCycle(task, images) },
    run: () => ({ seconds: liveOneCycle(brain), residentMiB: residentMiB() }),
  };
}

try {
  // Otherwise tfjs advertises another back end.
  tf.enableProdMode();
  const { greeting, run } = await prepare(JSON.parse(process.argv[2]!) as Task);
  say(greeting);
  createInterface({ input: process.stdin }).on('line', () => {
    try {
      say(run());
    } catch (error) {
      say({ error: (error as Error).message });
    }
  });
} catch (error) {
  say({ error: (error as Error).message });
}
