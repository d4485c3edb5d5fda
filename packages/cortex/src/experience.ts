import type * as tf from '@tensorflow/tfjs';
import type { ContrastOptions } from './contrast.ts';
import { ExperienceError, ShapeMismatchError } from './errors.ts';
import { expectImage, expectLatent } from './expect-shape.ts';
import { drivesOf, type Drives, type LearningGates, type LearningRule, type ObjectiveWeights } from './objectives.ts';
import type { CortexShape } from './shape.ts';

/** An episode to replay in perturbed dreaming, and how its dream is perturbed: (contrast · G(z) + noise) · Ω. */
export interface PerturbedReplay {
  /** [batch, latent], input and target. */
  readonly latent: tf.Tensor2D;
  /** Ω [side, side], 1 keeps, 0 silences to mid-grey. */
  readonly occlusion: tf.Tensor2D;
  /** Factor of the dream's contrast about mid-grey; 1 unless given. */
  readonly contrast?: number;
  /** [batch, side, side, channels], already scaled; none unless given. */
  readonly noise?: tf.Tensor4D;
  /** Recovery by contrast with the mini-batch (InfoNCE) in the place of the squared distance. */
  readonly contrastive?: ContrastOptions;
}

/**
 * The feedback pathway in REM: `intact`; `silenced`: its activity is zeroed, so that the dream is an even mid-grey and G has
 * nothing to learn from; `plasticity-blocked`: it dreams, and does not learn.
 */
export type FeedbackState = 'intact' | 'silenced' | 'plasticity-blocked';

/** What adversarial dreaming starts from. */
export interface RecombinedReplay {
  /** z' [batch, latent], already recombined. */
  readonly latent: tf.Tensor2D;
  /** `intact` unless given. */
  readonly feedback?: FeedbackState;
}

/** What reaches the cortex in one tick. Its tensors are not disposed. */
export interface Experience {
  readonly gates: LearningGates;
  readonly weights: ObjectiveWeights;
  /** `pad` unless given. */
  readonly rule?: LearningRule;
  /** [batch, side, side, channels] in [-1, 1]; needed where the gates are connected, not read otherwise. */
  readonly image?: tf.Tensor4D;
  /** Whether the error of each image is asked for: `Evaluation.imageErrors`. Not unless given. */
  readonly wantsImageErrors?: boolean;
  /** [batch, latent], added to z before G in the reconstruction, already scaled. */
  readonly wakeNoise?: tf.Tensor2D;
  /** Read where a network learns from perturbed dreams. */
  readonly nrem?: PerturbedReplay;
  /** Read where the gates are disconnected. */
  readonly rem?: RecombinedReplay;
}

/** What of an experience plays a part: a part that the gates shut out is absent, a term that lacks its experience is 0. */
export interface Perceived extends Pick<Experience, 'image' | 'wantsImageErrors' | 'wakeNoise' | 'nrem' | 'rem'> {
  readonly drives: Drives;
}

/**
 * Checks an experience against the network and its gates.
 * @throws ExperienceError where a connected cortex gets no image, or L_KL would need the deviation of a single image
 * @throws ShapeMismatchError
 */
export function perceivedOf(shape: CortexShape, experience: Experience): Perceived {
  const { gates, weights, rule, image, wantsImageErrors, wakeNoise, nrem, rem } = experience;
  const { encoder, generator } = drivesOf(gates, weights, rule);
  if (gates.connected) {
    if (image === undefined) throw new ExperienceError('The senses are connected but there is no image; give one.');
    expectImage(shape, image);
    if (encoder.divergence !== 0 && image.shape[0] < 2) {
      throw new ExperienceError('L_KL needs the deviation over a mini-batch; give at least 2 images, not 1.');
    }
    if (wakeNoise !== undefined) {
      expectLatent(shape, wakeNoise);
      expectCount('the Wake noise', image.shape[0], wakeNoise, 'images');
    }
  }
  if (nrem !== undefined) {
    expectLatent(shape, nrem.latent);
    if (nrem.occlusion.shape.join() !== [shape.imageSidePx, shape.imageSidePx].join()) {
      const expected = `[${shape.imageSidePx}, ${shape.imageSidePx}]`;
      throw new ShapeMismatchError('the occlusion mask', expected, `[${nrem.occlusion.shape.join(', ')}]`);
    }
    if (nrem.noise !== undefined) {
      expectImage(shape, nrem.noise);
      expectCount('the noise of the perturbation', nrem.latent.shape[0], nrem.noise, 'dreams');
    }
  }
  if (rem !== undefined) expectLatent(shape, rem.latent);
  const isIntact = (rem?.feedback ?? 'intact') === 'intact';
  return {
    ...(gates.connected && image !== undefined ? { image } : {}),
    ...(wantsImageErrors === true ? { wantsImageErrors } : {}),
    ...(gates.connected && wakeNoise !== undefined ? { wakeNoise } : {}),
    ...(nrem !== undefined && encoder.nrem !== 0 ? { nrem } : {}),
    ...(rem !== undefined && encoder.adversarial !== 0 ? { rem } : {}),
    drives: {
      encoder: {
        ...encoder,
        nrem: nrem === undefined ? 0 : encoder.nrem,
        adversarial: rem === undefined ? 0 : encoder.adversarial,
      },
      generator: { ...generator, deception: rem === undefined || !isIntact ? 0 : generator.deception },
    },
  };
}

function expectCount(what: string, count: number, { shape }: tf.Tensor, of: string): void {
  if (shape[0] !== count) throw new ShapeMismatchError(what, `for ${count} ${of}`, `${shape[0]}`);
}
