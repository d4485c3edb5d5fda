import type { EventOf } from '@oneiros/simulation';
import type { Moment } from '../source/run-source.ts';

type PathwayChanges = EventOf<'plasticity'>['areas'][string];

/** Activity and plasticity of the areas in one tick in which they were measured. */
export interface MeasuredAreas {
  readonly tick: number;
  readonly activity: Readonly<Record<string, number>>;
  readonly plasticity: Readonly<Record<string, PathwayChanges>>;
}

/** What was measured of the areas, by tick, ascending. */
export function measuredAreas(moments: readonly Moment[]): MeasuredAreas[] {
  const byTick = new Map<number, { -readonly [Key in keyof MeasuredAreas]: MeasuredAreas[Key] }>();
  for (const { event } of moments) {
    if (event.type !== 'activity' && event.type !== 'plasticity') continue;
    const entry = byTick.get(event.tick) ?? { tick: event.tick, activity: {}, plasticity: {} };
    if (event.type === 'activity') entry.activity = event.areas;
    else entry.plasticity = event.areas;
    byTick.set(event.tick, entry);
  }
  return [...byTick.values()].sort((a, b) => a.tick - b.tick);
}

/** The greatest value of each area over a run: what full light stands for. */
export interface Greatest {
  readonly activity: Readonly<Record<string, number>>;
  /** By area and pathway, such as `V1.feedback`. */
  readonly change: Readonly<Record<string, number>>;
}

export function greatestOf(measured: readonly MeasuredAreas[]): Greatest {
  const activity: Record<string, number> = {};
  const change: Record<string, number> = {};
  const raise = (record: Record<string, number>, key: string, value: number | undefined): void => {
    if (value !== undefined && Number.isFinite(value)) record[key] = Math.max(record[key] ?? 0, value);
  };
  for (const { activity: areas, plasticity } of measured) {
    for (const [area, value] of Object.entries(areas)) raise(activity, area, value);
    for (const [area, { feedforward, feedback }] of Object.entries(plasticity)) {
      raise(change, `${area}.feedforward`, feedforward);
      raise(change, `${area}.feedback`, feedback);
    }
  }
  return { activity, change };
}

/** Share of the greatest, 0..1; 0 where nothing was measured. */
export const shareOf = (value: number | undefined, greatest: number | undefined): number =>
  value === undefined || !Number.isFinite(value) || !greatest ? 0 : Math.min(1, value / greatest);

/**
 * The measurement that speaks for a tick: the last one in the same stage, at the tick or before it.
 * Where the stage of none is known to be the same, the last one at all.
 *
 * @param stageOf stage of a tick, undefined where it is not known
 */
export function measurementFor(
  measured: readonly MeasuredAreas[],
  tick: number,
  stageOf: (tick: number) => string | undefined,
): { readonly measured: MeasuredAreas; readonly isSameStage: boolean } | null {
  const stage = stageOf(tick);
  const before = measured.slice(0, countUpTo(measured, tick));
  const last = before.at(-1);
  if (last === undefined) return null;
  const same = stage === undefined ? undefined : before.findLast((each) => stageOf(each.tick) === stage);
  return { measured: same ?? last, isSameStage: same !== undefined };
}

function countUpTo(measured: readonly MeasuredAreas[], tick: number): number {
  let low = 0;
  let high = measured.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (measured[middle]!.tick <= tick) low = middle + 1;
    else high = middle;
  }
  return low;
}
