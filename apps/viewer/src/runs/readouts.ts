import type { ReadoutEvent } from '@oneiros/simulation';
import type { Moment } from '../source/run-source.ts';

/** What the readout of a run said after an epoch; shares of test images, 0..1. */
export interface ReadoutPoint {
  readonly tick: number;
  readonly epoch: number;
  readonly readout: number;
  /** Of the ridge readout in closed form; null in runs of earlier versions. */
  readonly ridge: number | null;
  readonly testImages: number;
}

export const metricNames = ['readout', 'ridge'] as const;
export type MetricName = (typeof metricNames)[number];
export const metricTitles: Readonly<Record<MetricName, string>> = {
  readout: 'Linear readout of z',
  ridge: 'Ridge readout of z',
};

/** The readouts in the loop, in the order of ticks; of several at one tick the newest. */
export function readoutsOf(moments: readonly Moment[]): ReadoutPoint[] {
  const byTick = new Map<number, ReadoutPoint>();
  for (const { event } of moments) {
    if (event.type !== 'probe' || event.probe !== 'readout' || !isInLoop(event)) continue;
    const { tick, epoch, testAccuracy, ridgeAccuracy, testImages } = event;
    byTick.set(tick, { tick, epoch, readout: testAccuracy, ridge: ridgeAccuracy ?? null, testImages });
  }
  return [...byTick.values()].sort((a, b) => a.tick - b.tick);
}

const isInLoop = (event: object): event is ReadoutEvent => 'testAccuracy' in event;

/** One value an epoch, of those that are numbers: the last of an epoch counts. */
export function valuesByEpoch(points: readonly ReadoutPoint[], metric: MetricName): ReadonlyMap<number, number> {
  const values = new Map<number, number>();
  for (const point of points) {
    const value = point[metric];
    if (value !== null && Number.isFinite(value)) values.set(point.epoch, value);
  }
  return values;
}
