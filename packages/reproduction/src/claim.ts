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
  const value = finite.reduce((sum, each) => sum + each, 0) / finite.length;
  if (finite.length === 1) return { value, halfWidth: alone, n: 1 };
  const variance = finite.reduce((sum, each) => sum + (each - value) ** 2, 0) / (finite.length - 1);
  return { value, halfWidth: Math.sqrt(variance / finite.length), n: finite.length };
}

const shown = ({ value, halfWidth, n }: Spread, digits: number): string =>
  `${value.toFixed(digits)}${Number.isFinite(halfWidth) ? ` ± ${halfWidth.toFixed(digits)}` : ''} (N = ${n})`;

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
  const detail = `${greater.name} ${shown(greater.spread, digits)}, ${lesser.name} ${shown(lesser.spread, digits)}`;
  return { text, verdict, detail };
}
