/**
 * Divides whole units by weight without losing any: each share is rounded down, and the units left over go to the largest
 * remainders, the first of equals (Hamilton's method). Weights that are all 0 count as equal.
 * @param units integer from 0. @param weights finite, from 0.
 * @returns integers from 0 that add up to `units`; nothing where there are no weights.
 */
export function apportion(units: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (sum > 0 ? (units * weight) / sum : units / weights.length));
  const shares = exact.map(Math.floor);
  const left = units - shares.reduce((a, b) => a + b, 0);
  const byRemainder = exact.map((share, i) => ({ i, rest: share - Math.floor(share) }));
  byRemainder.sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRemainder.slice(0, left)) shares[i]! += 1;
  return shares;
}

/** Like {@link apportion}, but no share gets above its cap; what does not fit stays undivided. */
export function apportionCapped(units: number, weights: readonly number[], caps: readonly number[]): number[] {
  const shares = weights.map(() => 0);
  let left = units;
  while (left > 0) {
    const open = shares.flatMap((share, i) => (share < caps[i]! ? [i] : []));
    if (open.length === 0) break;
    const more = apportion(
      left,
      open.map((i) => weights[i]!),
    );
    open.forEach((i, k) => {
      const taken = Math.min(more[k]!, caps[i]! - shares[i]!);
      shares[i]! += taken;
      left -= taken;
    });
  }
  return shares;
}
