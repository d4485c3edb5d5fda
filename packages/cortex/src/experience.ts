import type * as tf from '@tensorflow/tfjs';
import { ExperienceError, ShapeMismatchError } from './errors.ts';
import { expectImage, expectLatent } from './expect-shape.ts';
import { drivesOf, type Drives, type LearningGates, type ObjectiveWeights } from './objectives.ts';
import type { CortexShape } from './shape.ts';

/** What reaches the cortex in one tick. Its tensors are not disposed. */
export interface Experience {
  readonly gates: LearningGates;
  readonly weights: ObjectiveWeights;
  /** [batch, side, side, channels] in [-1, 1]; needed where the gates are connected, not read otherwise. */
  readonly image?: tf.Tensor4D;
  /** [batch, latent], added to z before G in the reconstruction, already scaled. */
  readonly wakeNoise?: tf.Tensor2D;
  /** An episode to replay, input and target of perturbed dreaming, and the mask [side, side] laid over its dream. */
  readonly nrem?: { readonly latent: tf.Tensor2D; readonly occlusion: tf.Tensor2D };
  /** z', already recombined; read where the gates are disconnected. */
  readonly rem?: { readonly latent: tf.Tensor2D };
}

/** What of an experience plays a part: a part that the gates shut out is absent, a term that lacks its experience is 0. */
export interface Perceived {
  readonly image?: tf.Tensor4D;
  readonly wakeNoise?: tf.Tensor2D;
  readonly nrem?: { readonly latent: tf.Tensor2D; readonly occlusion: tf.Tensor2D };
  readonly rem?: { readonly latent: tf.Tensor2D };
  readonly drives: Drives;
}

/**
 * Checks an experience against the network and its gates.
 * @throws ExperienceError where a connected cortex gets no image, or L_KL would need the deviation of a single image
 * @throws ShapeMismatchError
 */
export function perceivedOf(shape: CortexShape, experience: Experience): Perceived {
  const { gates, weights, image, wakeNoise, nrem, rem } = experience;
  const drives = drivesOf(gates, weights);
  if (gates.connected) {
    if (image === undefined) throw new ExperienceError('The senses are connected but there is no image; give one.');
    expectImage(shape, image);
    if (drives.divergence !== 0 && image.shape[0] < 2) {
      throw new ExperienceError('L_KL needs the deviation over a mini-batch; give at least 2 images, not 1.');
    }
    if (wakeNoise !== undefined) {
      expectLatent(shape, wakeNoise);
      if (wakeNoise.shape[0] !== image.shape[0]) {
        throw new ShapeMismatchError('the Wake noise', `for ${image.shape[0]} images`, `${wakeNoise.shape[0]}`);
      }
    }
  }
  if (nrem !== undefined) {
    expectLatent(shape, nrem.latent);
    if (nrem.occlusion.shape.join() !== [shape.imageSidePx, shape.imageSidePx].join()) {
      const expected = `[${shape.imageSidePx}, ${shape.imageSidePx}]`;
      throw new ShapeMismatchError('the occlusion mask', expected, `[${nrem.occlusion.shape.join(', ')}]`);
    }
  }
  if (rem !== undefined) expectLatent(shape, rem.latent);
  return {
    ...(gates.connected && image !== undefined ? { image } : {}),
    ...(gates.connected && wakeNoise !== undefined ? { wakeNoise } : {}),
    ...(nrem !== undefined && drives.nrem !== 0 ? { nrem } : {}),
    ...(rem !== undefined && drives.adversarial !== 0 ? { rem } : {}),
    drives: {
      ...drives,
      nrem: nrem === undefined ? 0 : drives.nrem,
      adversarial: rem === undefined ? 0 : drives.adversarial,
      deception: rem === undefined ? 0 : drives.deception,
    },
  };
}
