import type { HypnogramSample } from './hypnogram-sample.ts';
import type { PlotColumns } from './plot-columns.ts';

/** 1, 2, 3, 5 or 6 times a power of ten: the smallest such number from `least`. */
function roundStep(least: number): number {
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 3, 5, 6]) if (digit * power >= least) return digit * power;
  }
}

const CLOCK_STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400,
];

/** The smallest round number of seconds from `least`, in multiples of days above one. */
const clockStep = (least: number): number =>
  CLOCK_STEPS.find((step) => step >= least) ?? 86_400 * roundStep(least / 86_400);

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function formatTime(seconds: number, step: number): string {
  if (step >= 86_400) return `${Math.floor(seconds / 86_400)} d`;
  if (step >= 60) return `${Math.floor(seconds / 3600)}:${twoDigits(Math.floor((seconds % 3600) / 60))}`;
  return `${Math.floor(seconds / 60)}:${twoDigits(Math.floor(seconds % 60))}`;
}

const unitOf = (step: number): string => (step >= 86_400 ? 'days' : step >= 60 ? 'h:mm' : 'm:ss');

const MARK_EVERY = 12;

export interface TimeAxis {
  /** The line itself, with a notch at each labelled time. */
  readonly line: string;
  readonly time: string;
  readonly timeUnit: string;
  /** The ticks at the same places; undefined where time is not counted in ticks. */
  readonly ticks: string | undefined;
}

interface Mark {
  readonly column: number;
  readonly label: string;
}

/** Labels side by side, from their columns on; one that finds no room is left out. */
function writeLabels(marks: readonly Mark[], columns: number): string {
  let line = '';
  for (const { column, label } of marks) {
    const isFree = line === '' || column > line.length;
    if (isFree && column + label.length <= columns) line = line.padEnd(column) + label;
  }
  return line;
}

/** Where a moment lies among states, in ticks from the first; the last one is as long as the one before it. */
function placesOf(states: readonly HypnogramSample[]): ((seconds: number) => number) & { readonly end: number } {
  const last = states.length - 1;
  const lastSeconds = last === 0 ? 1 : states[last]!.seconds - states[last - 1]!.seconds;
  const starts = [...states.map(({ seconds }) => seconds), states[last]!.seconds + lastSeconds];
  const placeOf = (seconds: number): number => {
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= seconds) low = middle;
      else high = middle - 1;
    }
    return low + (seconds - starts[low]!) / (starts[low + 1]! - starts[low]!);
  };
  return Object.assign(placeOf, { end: starts[last + 1]! });
}

/**
 * The axis below a plot: time since the start of the run or the recording, and ticks.
 * @param columns characters that labels may take, from the first column of the plot.
 */
export function drawTimeAxis(plot: PlotColumns, columns: number, unicode: boolean): TimeAxis {
  const { states, width } = plot;
  const first = states[0]!;
  const placeOf = placesOf(states);
  const columnsAState = width / states.length;
  const { end } = placeOf;
  const step = clockStep((MARK_EVERY * (end - first.seconds)) / width);
  const time: Mark[] = [];
  const ticks: Mark[] = [];
  for (let seconds = Math.ceil(first.seconds / step) * step; seconds < end; seconds += step) {
    const place = placeOf(seconds);
    const column = Math.round(place * columnsAState);
    if (column >= width) break;
    time.push({ column, label: formatTime(seconds, step) });
    if (first.tick === undefined) continue;
    const tick = first.tick + place;
    ticks.push({ column, label: Number.isInteger(tick) ? `${tick}` : tick.toFixed(1) });
  }
  const [rule, notch] = unicode ? ['─', '┬'] : ['-', '+'];
  const notches = new Set(time.map((mark) => mark.column));
  return {
    line: Array.from({ length: width }, (_, i) => (notches.has(i) ? notch : rule)).join(''),
    time: writeLabels(time, columns),
    timeUnit: unitOf(step),
    ticks: first.tick === undefined ? undefined : writeLabels(ticks, columns),
  };
}
