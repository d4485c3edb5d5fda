/** The conductor's gates, as far as learning reads them. */
export interface LearningGates {
  /** gate_D: the discriminative pathway learns. 0..1 */
  readonly discriminator: number;
  /** target_D: what the reality monitor is told, 1 external ... 0 internal. */
  readonly target: number;
  /** gate_NREM: perturbed dreaming. 0..1 */
  readonly nrem: number;
  /** The senses drive V1; otherwise the cortex is disconnected and dreams. */
  readonly connected: boolean;
}

/** Weights of the terms, all 1 in PAD. A weight of 0 takes its term out: it is not even computed. */
export interface ObjectiveWeights {
  /** of L_img */
  readonly image: number;
  /** of L_KL */
  readonly divergence: number;
  /** of the reality monitor's cross-entropy on what the senses bring */
  readonly reality: number;
  /** of L_NREM */
  readonly nrem: number;
  /** of the reality monitor's cross-entropy on dreams, and of what the generator makes of it */
  readonly adversarial: number;
}

/** How strongly each term is descended at this tick; 0 means that the term plays no part. */
export interface Drives {
  /** L_img: E and G. */
  readonly image: number;
  /** L_KL: E. */
  readonly divergence: number;
  /** BCE(d(x), target): E. */
  readonly reality: number;
  /** L_NREM: E. */
  readonly nrem: number;
  /** BCE(d(dream), target): E. */
  readonly adversarial: number;
  /** -L_REM, the dream against the monitor: G. */
  readonly deception: number;
}

/**
 * What each network descends, and nothing else decides it:
 * E: gate_D · (target_D · (L_img + L_KL) + BCE(d, target_D)) + gate_NREM · L_NREM,
 * G: gate_D · (target_D · L_img - (1 - target_D) · L_REM),
 * where the terms of the senses need a connected cortex, those of dreams a disconnected one.
 * @source Deperrois et al. 2022, Materials and methods, training procedure, as gates of acetylcholine and noradrenaline
 */
export function drivesOf({ discriminator, target, nrem, connected }: LearningGates, weights: ObjectiveWeights): Drives {
  const awake = connected ? discriminator : 0;
  const dreaming = connected ? 0 : discriminator;
  return {
    image: awake * target * weights.image,
    divergence: awake * target * weights.divergence,
    reality: awake * weights.reality,
    nrem: nrem * weights.nrem,
    adversarial: dreaming * weights.adversarial,
    deception: dreaming * (1 - target) * weights.adversarial,
  };
}
