import { scaleBand, scaleLinear, scaleLog, type ScaleBand, type ScaleContinuousNumeric } from 'd3-scale';
import { extentOf, type Panel } from './figure.ts';

/** Inside of a panel, px. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export type Scale = ScaleContinuousNumeric<number, number>;

export interface PanelScales {
  readonly x: Scale;
  readonly y: Scale;
  /** Where bars have their categories. */
  readonly band: ScaleBand<string> | undefined;
}

const mostTicks = 6;

/** Scales that hold every finite value of a panel's marks. */
export function scalesOf(
  { marks, isLog = false, isFreeBelow = false, categories, yNames = [] }: Panel,
  frame: Frame,
): PanelScales {
  const reach = marks.map(extentOf);
  const xs = reach.flatMap((each) => each.xs);
  const ys = [...reach.flatMap((each) => each.ys), ...yNames.keys()];
  return {
    x: scaleOf(xs, [frame.left, frame.right], isLog, false),
    y: scaleOf(ys, [frame.bottom, frame.top], isLog, !isFreeBelow),
    band:
      categories === undefined
        ? undefined
        : scaleBand([...categories], [frame.left, frame.right])
            .paddingInner(0.25)
            .paddingOuter(0.15),
  };
}

function scaleOf(values: readonly number[], range: [number, number], isLog: boolean, isFromZero: boolean): Scale {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (least === Infinity) return scaleLinear([0, 1], range);
  if (isLog) return scaleLog([least, greatest === least ? 2 * least : greatest], range);
  const from = isFromZero ? Math.min(0, least) : least;
  const to = isFromZero ? Math.max(0, greatest) : greatest;
  return scaleLinear(isFlat(from, to) ? [from - padOf(from), to + padOf(to)] : [from, to], range).nice();
}

/** Whether values lie so close together that an axis over them alone would have no ticks in float64. */
const isFlat = (from: number, to: number): boolean =>
  to - from <= 1e-9 * Math.max(Math.abs(from), Math.abs(to)) || to - from < 1e-290;

const padOf = (value: number): number => Math.max(0.5, Math.abs(value) / 2);

/** At most six: a logarithmic scale offers many. */
export function ticksOf(scale: Scale, isLog: boolean): number[] {
  const ticks = scale.ticks(5);
  if (!isLog || ticks.length <= mostTicks) return ticks;
  const step = Math.ceil(ticks.length / mostTicks);
  return ticks.filter((_, i) => i % step === 0);
}
