import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { AdamBackend, AdamStepArguments } from '@oneiros/cortex';
import { adamStep } from './adam-step.ts';
import { activationBiasGradient } from './bias-gradient.ts';
import { convolutions } from './convolutions.ts';
import type { Kernel } from './kernel.ts';
import { latentDivergence, latentDivergenceGradient } from './latent-divergence.ts';
import { losses } from './losses.ts';

/** tfjs's name of its WebGPU back end. */
const WEBGPU = 'webgpu';

/** The fused kernels of `@oneiros/cortex` in WGSL, by name. */
export const cortexKernels: Readonly<Record<string, Kernel>> = {
  ...convolutions,
  ActivationBiasGradient: activationBiasGradient,
  ...losses,
  LatentDivergence: latentDivergence,
  LatentDivergenceGradient: latentDivergenceGradient,
};

/** Registers the fused kernels with tfjs's back end `webgpu`; those that are there already stay. */
export function registerCortexKernels(): void {
  for (const [kernelName, kernelFunc] of Object.entries(cortexKernels)) {
    if (tf.getKernel(kernelName, WEBGPU) != null) continue;
    tf.registerKernel({ kernelName, backendName: WEBGPU, kernelFunc: kernelFunc as unknown as tf.KernelFunc });
  }
}

/** Takes them out again: the cortex then composes them of tfjs's own kernels. */
export function unregisterCortexKernels(): void {
  for (const kernelName of Object.keys(cortexKernels)) {
    if (tf.getKernel(kernelName, WEBGPU) != null) tf.unregisterKernel(kernelName, WEBGPU);
  }
}

/**
 * Gives tfjs's back end object the fused step of Adam, which writes in place and so is no kernel.
 * @param backend tfjs's `webgpu` @returns the same object
 */
export function withAdamStep<Backend extends tf.KernelBackend>(backend: Backend): Backend & Required<AdamBackend> {
  const webgpu = backend as unknown as WebGPUBackend;
  return Object.assign(backend, { adamStep: (step: AdamStepArguments) => adamStep(webgpu, step) });
}
