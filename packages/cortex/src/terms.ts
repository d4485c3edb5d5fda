import * as tf from '@tensorflow/tfjs';
import { contrastiveLoss } from './contrast.ts';
import type { Cortex } from './cortex.ts';
import type { LossScalars, Losses } from './evaluation.ts';
import type { Perceived, PerturbedReplay } from './experience.ts';
import { latentDivergence } from './kernels/latent-divergence.ts';
import { logitCrossEntropy } from './kernels/logit-cross-entropy.ts';
import { meanSquaredError } from './kernels/mean-squared-error.ts';
import { switchSign } from './kernels/switch-sign.ts';
import type { EncoderDrives, GeneratorDrives } from './objectives.ts';
import { perturb } from './perturb.ts';
import { ascendRetinotopic, ascendToLatent, descendToImage } from './ventral-stream.ts';

/** A term of an objective: how strongly it is descended, and how its scalar is computed. */
type Term = readonly [drive: number, scalar: () => tf.Scalar];

/** The objectives of one tick, each as a sum that is computed when asked for; nothing where no term is driven. */
export interface Objectives {
  /** What one backward pass may serve: both networks get the same errors, below a dream with their sign switched. */
  readonly isOneErrorForBoth: boolean;
  /** For both networks at once where `isOneErrorForBoth`, for E alone otherwise. */
  encoder(): tf.Scalar | undefined;
  /** For G alone; after `encoder`, whose latent it reconstructs from. */
  generator(): tf.Scalar | undefined;
  /** z of the image, [batch, latent], kept; once `encoder` was computed with the senses connected. */
  latent(): tf.Tensor2D | undefined;
  /** Mean squared error of each reconstructed image, [batch], kept; where it is asked for, once `latent` is there. */
  imageErrors(): tf.Tensor1D | undefined;
}

/**
 * @param scalars takes the terms as they are computed, kept
 * @returns objectives whose constant dreams live in the caller's tidy
 */
export function objectivesOf(
  { areas, realityMonitor, shape }: Cortex,
  { drives, image, wantsImageErrors, wakeNoise, nrem, rem }: Perceived,
  target: number,
  scalars: LossScalars,
): Objectives {
  const { encoder, generator } = drives;
  const isOneErrorForBoth = encoder.image === generator.image && encoder.adversarial === generator.deception;
  let z: tf.Tensor2D | undefined;
  let imageErrors: tf.Tensor1D | undefined;
  const recorded = (name: keyof Losses, scalar: tf.Scalar): tf.Scalar => {
    if (!scalars.has(name)) scalars.set(name, tf.keep(scalar));
    return scalar;
  };
  const dreamOf = (latent: tf.Tensor2D) => descendToImage(areas, latent);
  const told = (dream: tf.Tensor4D, answer: number): tf.Scalar => {
    const { map, below } = ascendRetinotopic(areas, dream);
    return logitCrossEntropy(realityMonitor.judge(map, { below }), answer);
  };
  const reconstructed = (latent: tf.Tensor2D, of: tf.Tensor4D): tf.Tensor4D => {
    const dream = dreamOf(wakeNoise ? tf.add(latent, wakeNoise) : latent);
    if (wantsImageErrors) imageErrors ??= tf.keep(tf.mean<tf.Tensor1D>(tf.squaredDifference(dream, of), [1, 2, 3]));
    return dream;
  };
  const reconstruction = (latent: tf.Tensor2D, of: tf.Tensor4D): tf.Scalar =>
    recorded('reconstruction', meanSquaredError(reconstructed(latent, of), of));

  // Dreams that stay constant while E learns: that of NREM, and that of REM where E and G get different errors.
  const perturbed = nrem && perturb(dreamOf(nrem.latent), nrem);
  const isSilent = rem?.feedback === 'silenced';
  const silence = () => tf.zeros<tf.Rank.R4>([rem!.latent.shape[0], ...imageShapeOf(shape)]);
  const seen = rem === undefined || isOneErrorForBoth ? undefined : isSilent ? silence() : dreamOf(rem.latent);

  const senses = (drive: EncoderDrives): Term[] => {
    if (image === undefined) return [];
    const retinotopic = ascendRetinotopic(areas, image);
    const latent = (z = tf.keep(ascendToLatent(areas, retinotopic))); // [batch, latent]
    const { map, below } = retinotopic;
    const judgement = () => logitCrossEntropy(realityMonitor.judge(map, { below }), target);
    return [
      [drive.image, () => reconstruction(latent, image)],
      [drive.divergence, () => recorded('divergence', latentDivergence(latent))],
      [drive.reality, () => recorded('reality', judgement())],
    ];
  };
  const perturbedDreaming = (drive: EncoderDrives): Term[] => {
    if (nrem === undefined || perturbed === undefined) return [];
    const found = () => ascendToLatent(areas, ascendRetinotopic(areas, perturbed)); // [batch, latent]
    return [[drive.nrem, () => recorded('nrem', recovery(found(), nrem))]];
  };
  const adversarialDreaming = (drive: EncoderDrives): Term[] => {
    if (rem === undefined) return [];
    const dream = () => seen ?? switchSign(dreamOf(rem.latent));
    return [[drive.adversarial, () => recorded('adversarial', told(dream(), target))]];
  };
  const generating = (drive: GeneratorDrives): Term[] => [
    ...(image && z ? [[drive.image, () => reconstruction(z!, image)] as const] : []),
    ...(rem ? [[-drive.deception, () => told(dreamOf(rem.latent), 0)] as const] : []),
  ];
  return {
    isOneErrorForBoth,
    encoder: () => sumOf([...senses(encoder), ...perturbedDreaming(encoder), ...adversarialDreaming(encoder)]),
    generator: () => sumOf(generating(generator)),
    latent: () => z,
    imageErrors() {
      // Where no network trains on L_img the image was not reconstructed yet.
      if (wantsImageErrors && z && image && !imageErrors) reconstructed(z, image);
      return imageErrors;
    },
  };
}

const imageShapeOf = (shape: Cortex['shape']): [number, number, number] => [
  shape.imageSidePx,
  shape.imageSidePx,
  shape.imageChannels,
];

/** How far what was recovered is from what was replayed: the mean squared error, or InfoNCE. */
const recovery = (found: tf.Tensor2D, { latent, contrastive }: PerturbedReplay): tf.Scalar =>
  contrastive === undefined ? meanSquaredError(found, latent) : contrastiveLoss(found, latent, contrastive);

/** Σ drive · term over the driven terms, nothing where none is driven; the others are not computed. */
function sumOf(terms: readonly Term[]): tf.Scalar | undefined {
  return terms
    .filter(([drive]) => drive !== 0)
    .map(([drive, scalar]) => (drive === 1 ? scalar() : tf.mul<tf.Scalar>(scalar(), drive)))
    .reduce<tf.Scalar | undefined>((sum, term) => (sum === undefined ? term : tf.add<tf.Scalar>(sum, term)), undefined);
}
