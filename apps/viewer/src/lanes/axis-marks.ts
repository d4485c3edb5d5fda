import { clockOf, valueAt, type TimeUnit } from '../state/time-units.ts';
import { binsIn, tickOfBin, xOf, type Scene } from './scene.ts';

/** A labelled place on the time axis. */
export interface AxisMark {
  readonly tick: number;
  readonly x: number;
  readonly label: string;
}

/** Room of a label, px. */
const labelPx = 86;
const clockSteps = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 14_400, 43_200, 86_400];

/** Marks at round values of a unit, as many as have room; as exact as the bins that are drawn. @param scale of text */
export function axisMarks(scene: Scene, unit: TimeUnit, scale = 1): AxisMark[] {
  const roomPx = labelPx * scale;
  const first = scene.segments[0];
  const last = scene.segments.at(-1);
  if (first === undefined || last === undefined) return [];
  const low = valueAt(first.chunk, first.from, unit);
  const high = valueAt(last.chunk, Math.max(last.from, last.to - 1), unit);
  const step = roundStep((high - low) / Math.max(1, scene.width / roomPx), unit);
  const marks: AxisMark[] = [];
  for (let value = Math.ceil(low / step - 1e-9) * step; value <= high + 1e-9; value += step) {
    const tick = firstTickOf(scene, unit, value);
    const x = xOf(scene, tick);
    if (marks.length > 0 && x - marks.at(-1)!.x < roomPx * 0.6) continue;
    if (x >= -1 && x <= scene.width + 1) marks.push({ tick, x, label: labelOf(value, unit) });
  }
  return marks;
}

export const labelOf = (value: number, unit: TimeUnit): string =>
  unit === 'time' ? clockOf(value) : (Math.round(value) + 0).toLocaleString('en');

/** 1, 2 or 5 times a power of ten, not below 1; steps of clocks for time. */
function roundStep(least: number, unit: TimeUnit): number {
  if (unit === 'time') {
    const days = 86_400 * Math.max(1, Math.ceil(least / 86_400));
    return clockSteps.find((step) => step >= least) ?? days;
  }
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least - 1e-9) ?? 1);
}

function firstTickOf(scene: Scene, unit: TimeUnit, value: number): number {
  if (unit === 'tick') return value;
  for (const segment of scene.segments) {
    const { chunk } = segment;
    const column = unit === 'time' ? chunk.seconds : chunk[unit];
    const [first, end] = binsIn(segment);
    if (end <= first || column[end - 1]! < value) continue;
    let [low, high] = [first, end - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (column[middle]! >= value) high = middle;
      else low = middle + 1;
    }
    const tick = tickOfBin(chunk, low);
    if (unit !== 'time' || low === 0) return tick;
    const share = (value - column[low - 1]!) / Math.max(1e-9, column[low]! - column[low - 1]!);
    return tick - (1 - Math.min(1, Math.max(0, share))) * chunk.ticksPerBin;
  }
  return scene.window.to;
}
