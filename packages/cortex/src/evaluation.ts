import * as tf from '@tensorflow/tfjs';
import { DisposedError } from './errors.ts';

/** The raw terms of a tick, without weights or gates; a term that was not computed is absent. */
export interface Losses {
  /** L_img */
  readonly reconstruction?: number;
  /** L_KL */
  readonly divergence?: number;
  /** Cross-entropy of the reality monitor on what the senses bring; with target 1: L_real. */
  readonly reality?: number;
  /** L_NREM */
  readonly nrem?: number;
  /** Cross-entropy of the reality monitor on the dream; with target 0: L_REM. */
  readonly adversarial?: number;
}

/** What one tick asks of the synapses, before anything changes. */
export interface Evaluation {
  /** Read from the device when a value is first asked for; ask before `dispose`. */
  readonly losses: Losses;
  /** Descent directions by synapse; a synapse without a gradient is absent. Disposed by `dispose`. */
  readonly gradients: ReadonlyMap<string, tf.Tensor>;
  /** Synapses that keep still at this tick, whatever idle synapses do: lesioned, blocked, or held by the learning rule. */
  readonly held: ReadonlySet<string>;
  /** z of the image before the update, [batch, latent], where the senses were connected; the caller disposes. */
  readonly latent?: tf.Tensor2D;
  /** Mean squared error of each image's reconstruction, [batch], where it was asked for and the senses connected; disposed by `dispose`. */
  readonly imageErrors?: tf.Tensor1D;
  /** Frees the gradients, the losses and the errors, not the latent. */
  dispose(): void;
}

/** The terms as scalars on the device, in the order in which they were computed. */
export type LossScalars = Map<keyof Losses, tf.Scalar>;

/** @param parts kept tensors, which the evaluation takes over */
export function createEvaluation(parts: {
  readonly scalars: LossScalars;
  readonly gradients: ReadonlyMap<string, tf.Tensor>;
  readonly held: ReadonlySet<string>;
  readonly latent: tf.Tensor2D | undefined;
  readonly imageErrors?: tf.Tensor1D | undefined;
}): Evaluation {
  const { scalars, gradients, held, latent, imageErrors } = parts;
  const losses = {};
  for (const [name, scalar] of scalars)
    Object.defineProperty(losses, name, { enumerable: true, get: readOnce(name, scalar) });
  return {
    losses,
    gradients,
    held,
    ...(latent === undefined ? {} : { latent }),
    ...(imageErrors === undefined ? {} : { imageErrors }),
    dispose() {
      for (const tensor of [...scalars.values(), ...gradients.values()]) tensor.dispose();
      imageErrors?.dispose();
    },
  };
}

function readOnce(name: string, scalar: tf.Scalar): () => number {
  let value: number | undefined;
  return () => {
    if (value === undefined && scalar.isDisposed) throw new DisposedError(`The loss "${name}"`);
    return (value ??= scalar.dataSync()[0]!);
  };
}
