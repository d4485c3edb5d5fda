import * as tf from '@tensorflow/tfjs';
import type { AdamBackend } from '@oneiros/cortex';
import { createScenes } from '@oneiros/senses';
import { createSimulation, resolveConfig, type EventOf } from '@oneiros/simulation';
import { backendLabel } from './backend.ts';
import { browserLayers, defaultBrain } from './browser-config.ts';
import { chooseBackend } from './choose-backend.ts';

/** The first ticks of a brain on WebGPU, once with the fused kernels and once without; for `scripts/compare-kernels.mjs`. */
export interface KernelComparison {
  readonly backend: string;
  readonly fused: Life;
  readonly composed: Life;
}

export interface Life {
  readonly losses: readonly EventOf<'losses'>[];
  /** Compute programs that went to the GPU in all ticks. */
  readonly programs: number;
}

declare global {
  interface Window {
    compareKernels(ticks: number): Promise<KernelComparison>;
  }
}

window.compareKernels = async (ticks) => {
  const backend = backendLabel(await chooseBackend('webgpu'));
  const fused = live(ticks);
  const { unregisterCortexKernels } = await import('@oneiros/webgpu-kernels');
  unregisterCortexKernels();
  delete (tf.backend() as AdamBackend).adamStep;
  return { backend, fused, composed: live(ticks) };
};

function live(ticks: number): Life {
  const config = resolveConfig(...browserLayers(defaultBrain));
  const { seed, train, test } = config.data;
  const images = createScenes({ seed, train: train!, test: test! });
  const simulation = createSimulation({ config, images });
  const count = countPrograms();
  const events = Array.from({ length: ticks }, () => simulation.advance().events).flat();
  const programs = count();
  simulation.dispose();
  return { losses: events.filter((event) => event.type === 'losses'), programs };
}

/** @returns what gives the programs since then, and stops counting */
function countPrograms(): () => number {
  const passes = (globalThis as unknown as { GPUComputePassEncoder: { prototype: ComputePass } }).GPUComputePassEncoder
    .prototype;
  const { dispatchWorkgroups } = passes;
  let programs = 0;
  passes.dispatchWorkgroups = function (...groups) {
    programs += 1;
    return dispatchWorkgroups.apply(this, groups);
  };
  return () => {
    passes.dispatchWorkgroups = dispatchWorkgroups;
    return programs;
  };
}

/** The part of WebGPU's interface that is counted here. */
interface ComputePass {
  dispatchWorkgroups(...groups: number[]): void;
}
