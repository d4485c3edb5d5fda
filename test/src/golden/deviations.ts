/** The worst deviations of a replay from its fixture. */
export interface Deviations {
  /** Relative, over the first cycle's losses. */
  firstLosses: number;
  /** Relative, over the losses of all later cycles. */
  laterLosses: number;
  /** ‖g - g_ref‖ / ‖g_ref‖ over the first cycle's gradients; infinite where only one side has one. */
  gradients: number;
  /**
   * The same for IT's bias in Wake, less the tolerance of the others, in units of what one rounding (2^-24) of the
   * mini-batch's mean does to it; see `latentBiasResolution`.
   */
  latentBias: number;
  /** ‖z - z_ref‖ / ‖z_ref‖ in the first cycle. */
  firstLatents: number;
  /** The same in all later cycles. */
  laterLatents: number;
  /** Largest |Δ| over all final synapses. */
  weightsMax: number;
  /** Mean |Δ| over all final synapses. */
  weightsMean: number;
}

/** What a correct float32 implementation meets. */
export const tolerances: Readonly<Deviations> = {
  firstLosses: 1e-4,
  laterLosses: 2e-2,
  gradients: 1e-3,
  latentBias: 2,
  firstLatents: 1e-3,
  laterLatents: 2e-2,
  weightsMax: 1.5e-3,
  weightsMean: 1e-6,
};

export const noDeviations = (): Deviations => ({
  firstLosses: 0,
  laterLosses: 0,
  gradients: 0,
  latentBias: 0,
  firstLatents: 0,
  laterLatents: 0,
  weightsMax: 0,
  weightsMean: 0,
});

/** The measures that are out of tolerance; NaN is. */
export const exceeded = (deviations: Deviations): (keyof Deviations)[] =>
  (Object.keys(tolerances) as (keyof Deviations)[]).filter((measure) => !(deviations[measure] <= tolerances[measure]));

/** Keeps the worse of two; NaN is the worst. */
export const worse = (a: number, b: number): number => (Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.max(a, b));

/** |a - b| / |b|; 0 where both are 0. */
export const relativeDeviation = (actual: number, reference: number): number =>
  actual === reference ? 0 : Math.abs(actual - reference) / Math.abs(reference);

/** ‖a - b‖ and ‖b‖ in float64. */
export function distance(actual: ArrayLike<number>, reference: ArrayLike<number>): { distance: number; size: number } {
  let apart = 0;
  let size = 0;
  for (let i = 0; i < reference.length; i++) {
    apart += (actual[i]! - reference[i]!) ** 2;
    size += reference[i]! ** 2;
  }
  return { distance: Math.sqrt(apart), size: Math.sqrt(size) };
}

/** ‖a‖ in float64. */
export const euclideanNorm = (values: ArrayLike<number>): number => distance(values, values).size;

/** ‖a - b‖ / ‖b‖; a reference of zeros is met by zeros alone. */
export function relativeDistance(actual: ArrayLike<number>, reference: ArrayLike<number>): number {
  const { distance: apart, size } = distance(actual, reference);
  return apart === 0 ? 0 : apart / size;
}

/**
 * What one rounding of the mini-batch's mean μ to float32 does to the gradient of IT's bias. That gradient is
 * Σ_i dL_KL/dz_ij, in which Σ_i (z_ij - μ_j) = 0 is multiplied by c_j = (1 - 1/σ_j²) / ((n - 1) latents). An untrained
 * IT hardly varies over images (σ ≈ 1e-3), so c_j is in the thousands, and μ_j wrong by 2^-24 μ_j moves the sum by
 * n c_j 2^-24 μ_j, as much as a tenth of what is left. PyTorch's float32 mean is up to 1.4 roundings away from the exact
 * sum in the fixtures; no other order of summation meets it, so this one tensor is compared in these units.
 * @param latents [batch, latent] row by row
 */
export function latentBiasResolution(latents: Float32Array, latentSize: number): number {
  const batch = latents.length / latentSize;
  let squares = 0;
  for (let j = 0; j < latentSize; j++) {
    let mean = 0;
    for (let i = 0; i < batch; i++) mean += latents[i * latentSize + j]! / batch;
    let variance = 0;
    for (let i = 0; i < batch; i++) variance += (latents[i * latentSize + j]! - mean) ** 2 / (batch - 1);
    squares += ((batch * (1 - 1 / variance) * mean * 2 ** -24) / ((batch - 1) * latentSize)) ** 2;
  }
  return Math.sqrt(squares);
}
