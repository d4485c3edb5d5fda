import type { NamedRun } from '@oneiros/conductor';

export interface HypnogramBox {
  /** The part drawn, seconds. */
  readonly from: number;
  readonly to: number;
  /** Seconds at which the runs begin. */
  readonly start?: number;
  readonly width: number;
  readonly rowHeight: number;
  /** Stages from top to bottom. */
  readonly rows: readonly string[];
}

/** A hypnogram as paths of SVG. */
export interface HypnogramPaths {
  /** Of each stage its bars, filled. */
  readonly bars: Readonly<Record<string, string>>;
  /** The line that joins them; empty where it would be all that is seen. */
  readonly steps: string;
  /** Runs in the part, of how many. */
  readonly inView: number;
  readonly total: number;
}

/** The share of a row that a bar fills. */
const BAR = 0.64;
/** Steps are drawn where a run takes so many pixels on average. */
const PIXELS_A_STEP = 4;

const short = (value: number): string => String(Math.round(value * 100) / 100);

/**
 * Draws runs at the width there is. Runs narrower than a pixel are never left out: each makes its stage's bar at least half a
 * pixel wide, and bars that touch are one.
 */
export function hypnogramPaths(runs: readonly NamedRun[], box: HypnogramBox): HypnogramPaths {
  const { from, to, width, rowHeight, rows, start: begin = 0 } = box;
  const x = (seconds: number): number => ((seconds - from) / (to - from)) * width;
  const row = new Map(rows.map((stage, index) => [stage, index]));
  const open = new Map<string, { from: number; to: number }>();
  const bars: Record<string, string[]> = {};
  const steps: string[] = [];
  const close = (stage: string): void => {
    const span = open.get(stage);
    if (span === undefined) return;
    const top = (row.get(stage)! + (1 - BAR) / 2) * rowHeight;
    (bars[stage] ??= []).push(
      `M${short(span.from)} ${short(top)}H${short(span.to)}V${short(top + BAR * rowHeight)}H${short(span.from)}Z`,
    );
  };
  let end = begin;
  let inView = 0;
  let previous: number | undefined;
  for (const { stage, seconds } of runs) {
    const start = end;
    end += seconds;
    const index = row.get(stage);
    if (end <= from || start >= to || index === undefined) continue;
    inView += 1;
    const left = Math.max(x(start), 0);
    const right = Math.min(Math.max(x(end), left + 0.5), width);
    const last = open.get(stage);
    if (last !== undefined && left - last.to < 0.5) last.to = Math.max(last.to, right);
    else {
      close(stage);
      open.set(stage, { from: left, to: right });
    }
    const middle = (index + 0.5) * rowHeight;
    steps.push(previous === undefined ? `M${short(left)} ${short(middle)}` : `V${short(middle)}`, `H${short(right)}`);
    previous = index;
  }
  for (const stage of open.keys()) close(stage);
  return {
    bars: Object.fromEntries(Object.entries(bars).map(([stage, parts]) => [stage, parts.join('')])),
    steps: inView * PIXELS_A_STEP > width ? '' : steps.join(''),
    inView,
    total: runs.length,
  };
}

/** Which run a moment lies in, its start and its end; null outside. */
export function runAt(
  boundaries: ArrayLike<number>,
  seconds: number,
): { readonly index: number; readonly from: number; readonly to: number } | null {
  const count = boundaries.length - 1;
  if (count < 1 || seconds < boundaries[0]! || seconds > boundaries[count]!) return null;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (boundaries[middle]! <= seconds) low = middle;
    else high = middle - 1;
  }
  return { index: low, from: boundaries[low]!, to: boundaries[low + 1]! };
}

/** The run whose end lies nearest to a moment, within `reach` seconds; null where none does. */
export function boundaryNear(boundaries: ArrayLike<number>, seconds: number, reach: number): number | null {
  const last = boundaries.length - 1;
  if (last >= 1 && Math.abs(boundaries[last]! - seconds) <= reach && seconds >= boundaries[last]!) return last - 1;
  const run = runAt(boundaries, seconds);
  if (run === null) return null;
  const toEnd = run.to - seconds;
  const toStart = run.index === 0 ? Number.POSITIVE_INFINITY : seconds - run.from;
  if (Math.min(toEnd, toStart) > reach) return null;
  return toEnd <= toStart ? run.index : run.index - 1;
}
