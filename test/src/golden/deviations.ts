/** The worst deviations of a replay from its fixture. */
export interface Deviations {
  /** Relative, over the first cycle's losses. */
  firstLosses: number;
  /** Relative, over the losses of all later cycles. */
  laterLosses: number;
  /** ‖g - g_ref‖ / ‖g_ref‖ over the first cycle's gradients; infinite where only one side has one. */
  gradients: number;
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
  firstLatents: 1e-3,
  laterLatents: 2e-2,
  weightsMax: 1.5e-3,
  weightsMean: 1e-6,
};

export const noDeviations = (): Deviations => ({
  firstLosses: 0,
  laterLosses: 0,
  gradients: 0,
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

/** ‖a - b‖ / ‖b‖ in float64; a reference of zeros is met by zeros alone. */
export function relativeDistance(actual: ArrayLike<number>, reference: ArrayLike<number>): number {
  let distance = 0;
  let size = 0;
  for (let i = 0; i < reference.length; i++) {
    distance += (actual[i]! - reference[i]!) ** 2;
    size += reference[i]! ** 2;
  }
  return distance === 0 ? 0 : Math.sqrt(distance / size);
}
