import * as tf from '@tensorflow/tfjs';

/** One step of Adam over a list of tensors, in place. */
export interface AdamStepArguments {
  /** The synapses, which change. */
  readonly parameters: readonly tf.Variable[];
  /** As the parameters; null where a synapse has none: its momentum alone moves it. */
  readonly gradients: readonly (tf.Tensor | null)[];
  /** First moments, which change. */
  readonly first: readonly tf.Variable[];
  /** Second moments, which change. */
  readonly second: readonly tf.Variable[];
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Steps of each tensor, this one included, for its bias correction. */
  readonly steps: readonly number[];
}

/** A back end that carries a fused step of its own; it writes into the tensors' memory. */
export interface AdamBackend {
  adamStep?(step: AdamStepArguments): void;
}

/**
 * m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², p ← p - lr/(1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) + ε), as PyTorch orders it.
 * Runs on the back end's own step where it has one.
 * @source Kingma & Ba 2015, algorithm 1
 */
export function adamStep(step: AdamStepArguments): void {
  if (step.parameters.length === 0) return;
  const backend = tf.backend() as unknown as AdamBackend;
  if (backend.adamStep !== undefined) backend.adamStep(step);
  else composeAdamStep(step);
}

function composeAdamStep({ parameters, gradients, first, second, steps, ...adam }: AdamStepArguments): void {
  const { learningRate, beta1, beta2, epsilon } = adam;
  parameters.forEach((parameter, i) => {
    const [m, v, g, t] = [first[i]!, second[i]!, gradients[i] ?? null, steps[i]!];
    tf.tidy(() => {
      const faded = { m: tf.mul(m, beta1), v: tf.mul(v, beta2) };
      m.assign(g === null ? faded.m : tf.add(faded.m, tf.mul(g, 1 - beta1)));
      v.assign(g === null ? faded.v : tf.add(faded.v, tf.mul(tf.square(g), 1 - beta2)));
      const denominator = tf.add(tf.div(tf.sqrt(v), Math.sqrt(1 - beta2 ** t)), epsilon);
      parameter.assign(tf.sub(parameter, tf.mul(tf.div(m, denominator), learningRate / (1 - beta1 ** t))));
    });
  });
}
