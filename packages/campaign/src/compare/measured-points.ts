import { join } from 'node:path';
import { readEvaluations, readEvents } from '@oneiros/journal';
import { initialRunState, reduceEvents } from '@oneiros/simulation';
import { MetricMissingError } from '../errors.ts';
import type { Metric } from './metric.ts';
import type { RunToCompare } from './run-to-compare.ts';

/** A metric of a run after so many epochs. */
export interface Point {
  /** Complete passes over the training images. */
  readonly epoch: number;
  /** Null where the probe measured and had no number to give. */
  readonly value: number | null;
  /** Test images behind the value, where they are known. */
  readonly testImages?: number;
  /** How the probe measured, where it was asked afterwards; in the loop the run's configuration says it. */
  readonly options?: unknown;
}

/**
 * A metric of a run by epoch, ascending, the last measurement of each.
 *
 * @throws MetricMissingError where the probe's result has no such number; RunUnreadableError, EvaluationInvalidError
 */
export function pointsOf(run: RunToCompare, metric: Metric): Point[] {
  const points = new Map<number, Point>();
  for (const point of measurementsOf(run, metric)) points.set(point.epoch, point);
  return [...points.values()].sort((a, b) => a.epoch - b.epoch);
}

function measurementsOf(run: RunToCompare, metric: Metric): Point[] {
  const log = join(run.folder, 'events.jsonl');
  switch (metric.kind) {
    case 'readout':
    case 'ridge':
      return readEvents(log, ['probe']).flatMap((event) => {
        if (!('testAccuracy' in event)) return [];
        const value = metric.kind === 'readout' ? event.testAccuracy : event.ridgeAccuracy;
        return value === undefined ? [] : [{ epoch: event.epoch, value, testImages: event.testImages }];
      });
    case 'loss': {
      const { epochs } = readEvents(log, ['state', 'losses']).reduce(reduceEvents, initialRunState);
      // An epoch in which the run stopped is not whole.
      const whole = run.status === 'finished' ? epochs : epochs.slice(0, -1);
      return whole.flatMap(({ epoch, means }) => {
        const value = means[metric.loss];
        return value === undefined ? [] : [{ epoch: epoch + 1, value }];
      });
    }
    case 'probe': {
      const inLoop = readEvents(log, ['probe']).flatMap((event) => ('result' in event ? [event] : []));
      // What was asked for afterwards comes last, and so counts where both measured.
      return [...inLoop, ...readEvaluations(run.folder)]
        .filter(({ probe }) => probe === metric.probe)
        .map((measured) => ({
          epoch: measured.epoch,
          value: numberAt(measured.result, metric),
          ...('options' in measured && { options: measured.options }),
        }));
    }
    default:
      return metric satisfies never;
  }
}

/** @throws MetricMissingError that names what there is instead */
function numberAt(result: unknown, { text, path }: Extract<Metric, { kind: 'probe' }>): number | null {
  let value = result;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) throw missing(text, value);
    value = (value as Record<string, unknown>)[key];
  }
  if (typeof value === 'number' || value === null) return value;
  throw missing(text, value);
}

function missing(text: string, reached: unknown): MetricMissingError {
  const keys = typeof reached === 'object' && reached !== null ? Object.keys(reached) : [];
  return new MetricMissingError(text, keys);
}
