import { summariseSeeds } from '@oneiros/metrics';

/** An ordering that the paper states, and what the runs at hand say about it. */
export interface Claim {
  readonly text: string;
  /** `holds` and `fails` by more than the spread; `unclear` within it; `unknown` where a run or a measurement is missing. */
  readonly verdict: 'holds' | 'fails' | 'unclear' | 'unknown';
  /** The figures that the verdict rests on. */
  readonly detail: string;
}

/** A value with the half-width of what it may be, both in the same unit. */
export interface Spread {
  readonly value: number;
  /** NaN of one value that says nothing of its spread. */
  readonly halfWidth: number;
  /** How many runs it is a mean of. */
  readonly n: number;
}

/**
 * Mean of several values with their s.e.m.
 * @param alone the spread of a single value, such as that over its last epochs; NaN where it has none
 */
export function spreadOf(values: readonly number[], alone = NaN): Spread | undefined {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return undefined;
  const { mean, sem, n } = summariseSeeds(finite);
  return { value: mean, halfWidth: sem ?? alone, n };
}

/** Such as `12.3 ± 0.4`; without the half-width where there is none. */
export const spreadInWords = ({ value, halfWidth }: Omit<Spread, 'n'>, digits = 1): string =>
  `${value.toFixed(digits)}${Number.isFinite(halfWidth) ? ` ± ${halfWidth.toFixed(digits)}` : ''}`;

export interface Compared {
  readonly name: string;
  readonly spread: Spread | undefined;
}

/** Whether one value is greater than another by more than their spreads together, as far as they have one. */
export function claimGreater(text: string, greater: Compared, lesser: Compared, digits = 1): Claim {
  const missing = [greater, lesser].filter(({ spread }) => spread === undefined).map(({ name }) => name);
  if (greater.spread === undefined || lesser.spread === undefined) {
    return { text, verdict: 'unknown', detail: `not measured: ${missing.join(', ')}` };
  }
  const difference = greater.spread.value - lesser.spread.value;
  const width = Math.hypot(greater.spread.halfWidth || 0, lesser.spread.halfWidth || 0);
  const verdict = Math.abs(difference) <= width ? 'unclear' : difference > 0 ? 'holds' : 'fails';
  const shown = (spread: Spread): string => `${spreadInWords(spread, digits)} (N = ${spread.n})`;
  const detail = `${greater.name} ${shown(greater.spread)}, ${lesser.name} ${shown(lesser.spread)}`;
  return { text, verdict, detail };
}
