/** Most moments that are kept. */
const KEPT = 64;

/** What is known at the start of days; few enough are kept for constant memory, spread over all of them. */
export interface Boundaries<Boundary extends { readonly day: number }> {
  /** The kept ones, ascending. */
  all(): readonly Boundary[];
  /** The last kept one at or before a day. */
  before(day: number): Boundary;
  add(boundary: Boundary): void;
}

/**
 * Every `spacing`-th day is kept; when there are too many, every second of them, and the spacing doubles.
 * @param first of day 0, which always stays
 */
export function createBoundaries<Boundary extends { readonly day: number }>(first: Boundary): Boundaries<Boundary> {
  let kept: Boundary[] = [first];
  let spacing = 1;
  return {
    all: () => kept,
    before: (day) => kept.findLast((boundary) => boundary.day <= day) ?? first,
    add(boundary) {
      if (boundary.day % spacing !== 0 || boundary.day <= kept.at(-1)!.day) return;
      kept.push(boundary);
      if (kept.length <= KEPT) return;
      spacing *= 2;
      kept = kept.filter(({ day }) => day % spacing === 0);
    },
  };
}
