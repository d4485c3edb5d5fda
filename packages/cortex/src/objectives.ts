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

/**
 * How the two networks learn from the same states. `pad`: the paper's rule. `wake-sleep`: Wake trains G alone to
 * reconstruct, E held; sleep trains E alone to find the latent of a dream again, G held.
 * @source `wake-sleep`: Hinton, Dayan, Frey & Neal 1995, Science 268:1158-1161
 */
export type LearningRule = 'pad' | 'wake-sleep';

/** What E descends, by term. */
export interface EncoderDrives {
  /** L_img */
  readonly image: number;
  /** L_KL */
  readonly divergence: number;
  /** BCE(d(x), target) */
  readonly reality: number;
  /** L_NREM */
  readonly nrem: number;
  /** BCE(d(dream), target) */
  readonly adversarial: number;
}

/** What G descends, by term. */
export interface GeneratorDrives {
  /** L_img */
  readonly image: number;
  /** -L_REM: the dream against the monitor. */
  readonly deception: number;
}

/** How strongly each network descends each term at this tick; 0 means that the term does not train that network. */
export interface Drives {
  readonly encoder: EncoderDrives;
  readonly generator: GeneratorDrives;
}

/**
 * What each network descends, and nothing else decides it. By the rule `pad`
 * E: gate_D · (target_D · (L_img + L_KL) + BCE(d, target_D)) + gate_NREM · L_NREM,
 * G: gate_D · (target_D · L_img - (1 - target_D) · L_REM),
 * where the terms of the senses need a connected cortex, those of dreams a disconnected one. By the rule `wake-sleep`
 * E: L_NREM whenever disconnected, G: gate_D · target_D · L_img while connected.
 * @source Deperrois et al. 2022, Materials and methods, training procedure, as gates of acetylcholine and noradrenaline
 */
export function drivesOf(
  { discriminator, target, nrem, connected }: LearningGates,
  weights: ObjectiveWeights,
  rule: LearningRule = 'pad',
): Drives {
  const awake = connected ? discriminator : 0;
  const dreaming = connected ? 0 : discriminator;
  const image = awake * target * weights.image;
  switch (rule) {
    case 'pad':
      return {
        encoder: {
          image,
          divergence: awake * target * weights.divergence,
          reality: awake * weights.reality,
          nrem: nrem * weights.nrem,
          adversarial: dreaming * weights.adversarial,
        },
        generator: { image, deception: dreaming * (1 - target) * weights.adversarial },
      };
    case 'wake-sleep':
      return {
        encoder: { image: 0, divergence: 0, reality: 0, nrem: connected ? 0 : weights.nrem, adversarial: 0 },
        generator: { image, deception: 0 },
      };
    default:
      return rule satisfies never;
  }
}
