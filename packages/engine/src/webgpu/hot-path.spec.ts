import * as tf from '@tensorflow/tfjs';
import { createCortex, createPlasticity, evaluate, type Cortex, type Losses, type Plasticity } from '@oneiros/cortex';
import { createRandomStreams } from '@oneiros/random';
import { registerCortexKernels, unregisterCortexKernels, withAdamStep } from '@oneiros/webgpu-kernels';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tensor } from '../testing/compare.ts';
import { useWebgpuInTest } from '../testing/webgpu.ts';
import type { DawnBackend } from './dawn-backend.ts';

const shape = { imageSidePx: 32, imageChannels: 3, baseWidth: 8, latentSize: 16, leakSlope: 0.2 };
const weights = { image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 };
const phases = [
  { phase: 'Wake', losses: 3, gates: { discriminator: 1, target: 1, nrem: 0, connected: true } },
  { phase: 'NREM', losses: 1, gates: { discriminator: 0, target: 0, nrem: 1, connected: false } },
  { phase: 'REM', losses: 1, gates: { discriminator: 1, target: 0, nrem: 0, connected: false } },
];

let reason = '';
let backend: DawnBackend;
let cortex: Cortex;
let plasticity: Plasticity;
beforeAll(async () => {
  const found = await useWebgpuInTest();
  if (typeof found === 'string') return void (reason = found);
  backend = found;
  cortex = createCortex(shape, createRandomStreams(1).stream('weights'));
  const adam = { learningRate: 2e-4, beta1: 0.5, beta2: 0.999, epsilon: 1e-8 };
  plasticity = createPlasticity(cortex, { ...adam, idle: 'coast' });
});
beforeEach(({ skip }) => skip(reason !== '', reason));

/** One tick of learning; `look` sees the losses after the synapses have changed. */
function tick({ gates }: (typeof phases)[number], look: (losses: Losses) => void): void {
  tf.tidy(() => {
    const replay = { latent: tensor([4, 16], 2) as tf.Tensor2D, occlusion: tf.ones<tf.Rank.R2>([32, 32]) };
    const image = tensor([4, 32, 32, 3], 1) as tf.Tensor4D;
    const evaluation = evaluate(cortex, { gates, weights, image, nrem: replay, rem: replay });
    plasticity.apply(evaluation, gates);
    look(evaluation.losses);
    evaluation.latent?.dispose();
    evaluation.dispose();
  });
}

/** Compute programs that go into the queue while something runs. */
function programsOf(run: () => void): number {
  const passes = GPUComputePassEncoder.prototype;
  const original = passes.dispatchWorkgroups;
  let count = 0;
  passes.dispatchWorkgroups = function (...groups) {
    count++;
    return original.apply(this, groups);
  };
  try {
    run();
  } finally {
    passes.dispatchWorkgroups = original;
  }
  return count;
}

const cycle = (): void => phases.forEach((phase) => tick(phase, () => undefined));

describe('a tick of learning on webgpu', () => {
  it.each(phases)('reads back nothing in $phase but the losses that are looked at', (phase) => {
    tick(phase, () => undefined); // compiles
    let before = backend.readbacks;
    tick(phase, () => undefined);
    expect(backend.readbacks).toBe(before);

    before = backend.readbacks;
    tick(phase, (losses) => {
      expect(backend.readbacks).toBe(before);
      const values = Object.values({ ...losses });
      expect(values.every(Number.isFinite)).toBe(true);
      expect(values).toHaveLength(phase.losses);
    });
    expect(backend.readbacks).toBe(before + phase.losses);
  });

  it('takes a quarter of the programs that composition takes', () => {
    expect(programsOf(cycle)).toBe(207);
    unregisterCortexKernels();
    delete (backend as { adamStep?: unknown }).adamStep;
    try {
      expect(programsOf(cycle)).toBe(863);
    } finally {
      registerCortexKernels();
      withAdamStep(backend);
    }
  });

  it('needs no more memory after eight cycles than after two', () => {
    const used = (): { allocated: number; used: object } => {
      tf.tidy(() => tf.square(tensor([2000])).dataSync()); // puts everything into the queue that waits for more
      const { numBytesAllocatedInGPU, numBytesInGPU } = backend.memory();
      return { allocated: numBytesAllocatedInGPU, used: [numBytesInGPU, tf.memory().numTensors] };
    };
    for (let i = 0; i < 2; i++) cycle();
    const before = used();
    for (let i = 0; i < 6; i++) cycle();
    const after = used();
    expect(after.used).toEqual(before.used);
    // Pooled buffers of parameters: how many are in use at once depends on where a batch of programs ends.
    expect(after.allocated - before.allocated).toBeLessThan(4096);
  });
});
