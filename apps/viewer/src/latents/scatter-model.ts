import type { LatentPlane } from '../source/run-source.ts';

/** Bounds of both axes; the same at every tick of a run, so that it can be played. */
export interface Bounds {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

/** The bounds that hold every finite point of the planes, with a margin of 4 %; ±1 where there is none. */
export function boundsOf(planes: readonly LatentPlane[]): Bounds {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const { clean, occluded } of planes) {
    for (const points of [clean, occluded]) {
      points?.forEach((value, i) => {
        if (!Number.isFinite(value)) return;
        low[i % 2] = Math.min(low[i % 2]!, value);
        high[i % 2] = Math.max(high[i % 2]!, value);
      });
    }
  }
  const around = (axis: 0 | 1): readonly [number, number] => {
    const [from, to] = [low[axis]!, high[axis]!];
    if (from > to) return [-1, 1];
    const margin = to === from ? 1 : (to - from) * 0.04;
    return [from - margin, to + margin];
  };
  return { x: around(0), y: around(1) };
}

/** Where a plane lies on the screen, px. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** From the plane to the screen; one scale for both axes, so that distances are true, the data in the middle. */
export function projection(
  { x, y }: Bounds,
  { left, top, width, height }: Frame,
): (px: number, py: number) => [number, number] {
  const scale = Math.min(width / (x[1] - x[0]), height / (y[1] - y[0]));
  const middle = [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2] as const;
  return (px, py) => [left + width / 2 + (px - middle[0]) * scale, top + height / 2 - (py - middle[1]) * scale];
}

/** The point, clean or occluded, that is nearest on the screen. */
export interface Hit {
  readonly index: number;
  readonly isOccluded: boolean;
}

/** @returns null where none is within `reachPx` */
export function nearestPoint(
  { clean, occluded }: LatentPlane,
  project: (x: number, y: number) => readonly [number, number],
  at: readonly [number, number],
  reachPx: number,
): Hit | null {
  let best: Hit | null = null;
  let least = reachPx ** 2;
  for (const points of [clean, occluded]) {
    if (points === null) continue;
    for (let index = 0; index < points.length / 2; index++) {
      const [x, y] = project(points[2 * index]!, points[2 * index + 1]!);
      const distance = (x - at[0]) ** 2 + (y - at[1]) ** 2;
      const isNearer = distance < least || (best === null && distance === least);
      if (!isNearer) continue;
      least = distance;
      best = { index, isOccluded: points === occluded };
    }
  }
  return best;
}

/** The next image for the arrow keys: of the same class, or the first one of the next class. */
export function neighbour(labels: Uint8Array, index: number, key: string): number {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  const own = indicesOf(labels, labels[index]!);
  if (step !== undefined) return own.at((own.indexOf(index) + step) % own.length)!;
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  const turn = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (turn === undefined) return { Home: 0, End: labels.length - 1 }[key] ?? index;
  return labels.indexOf(classes.at((classes.indexOf(labels[index]!) + turn) % classes.length)!);
}

const indicesOf = (labels: Uint8Array, label: number): number[] =>
  [...labels.keys()].filter((index) => labels[index] === label);

/** What a screen reader and the table say of each class. */
export interface ClassSummary {
  readonly label: number;
  readonly name: string;
  readonly images: number;
  /** Of the clean points. */
  readonly centre: readonly [x: number, y: number];
  /** Mean distance on the plane of an image to itself occluded; null without occluded points. */
  readonly moved: number | null;
}

export function classSummaries({ clean, occluded, labels, classNames }: LatentPlane): ClassSummary[] {
  return [...new Set(labels)]
    .sort((a, b) => a - b)
    .map((label) => {
      const own = indicesOf(labels, label);
      const meanOf = (of: (index: number) => number): number =>
        own.reduce((sum, index) => sum + of(index), 0) / own.length;
      return {
        label,
        name: classNames[label] ?? `class ${label}`,
        images: own.length,
        centre: [meanOf((i) => clean[2 * i]!), meanOf((i) => clean[2 * i + 1]!)],
        moved:
          occluded &&
          meanOf((i) => Math.hypot(clean[2 * i]! - occluded[2 * i]!, clean[2 * i + 1]! - occluded[2 * i + 1]!)),
      };
    });
}
