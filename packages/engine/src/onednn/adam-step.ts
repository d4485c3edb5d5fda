import type { AdamStepArguments } from '@oneiros/cortex';
import type * as tf from '@tensorflow/tfjs';
import type { OnednnBackend } from './onednn-backend.ts';
import { profiled } from './profiler.ts';

/**
 * m = β₁m + (1-β₁)g, v = β₂v + (1-β₂)g², p -= η m/(1-β₁ᵗ) / (√(v/(1-β₂ᵗ)) + ε), for a whole network in one native call.
 * Writes in place, so that it must not run before the backward pass that reads the parameters has ended.
 */
export function adamStep(backend: OnednnBackend, step: AdamStepArguments): void {
  const run = (): void => {
    const writable = (tensors: readonly tf.Tensor[]): Float32Array[] => tensors.map((t) => backend.floatsForWriting(t));
    backend.native.adamStep(
      writable(step.parameters),
      step.gradients.map((gradient) => (gradient ? backend.floats(gradient) : null)),
      writable(step.first),
      writable(step.second),
      [...step.steps],
      step.learningRate,
      step.beta1,
      step.beta2,
      step.epsilon,
    );
  };
  // Parameters and both moments are read and written, gradients read.
  const elements = step.parameters.reduce((sum, { size }) => sum + size, 0);
  const learned = step.gradients.reduce((sum, gradient) => sum + (gradient?.size ?? 0), 0);
  profiled('AdamStep', run, () => ({ detail: '', flops: 0, bytes: 4 * (6 * elements + learned) }));
}
