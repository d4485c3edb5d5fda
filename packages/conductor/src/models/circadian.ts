const HOUR = (2 * Math.PI) / 24;

/**
 * Skewed sine of the circadian process C, period 24, rising through 0 at 0.
 * @param hours since the rising zero.
 * @source Daan, Beersma & Borbély 1984, Am J Physiol 246:R161
 */
export function skewedSine(hours: number): number {
  const angle = HOUR * hours;
  return (
    0.97 * Math.sin(angle) +
    0.22 * Math.sin(2 * angle) +
    0.07 * Math.sin(3 * angle) +
    0.03 * Math.sin(4 * angle) +
    0.001 * Math.sin(5 * angle)
  );
}

/** Plain sine of period 24 hours, rising through 0 at 0. */
export const dailySine = (hours: number): number => Math.sin(HOUR * hours);
