import { isProbeName, lossNames, probeNames, type LossName, type ProbeName } from '@oneiros/simulation';
import { MetricUnknownError } from '../errors.ts';

/** A number that runs are compared by. */
export type Metric =
  /** Share of test images that the readout after an epoch tells right: by gradient descent, or by ridge. */
  | { readonly kind: 'readout' | 'ridge'; readonly text: string }
  /** Mean of a loss over the ticks of an epoch. */
  | { readonly kind: 'loss'; readonly loss: LossName; readonly text: string }
  /** A number in the result of a probe, in the loop or by `oneiros evaluate`. */
  | { readonly kind: 'probe'; readonly probe: ProbeName; readonly path: readonly string[]; readonly text: string };

/**
 * @param text `readout`, `ridge`, `loss.NAME`, or a probe and the way to a number in its result, such as
 * `robustness.series.0.accuracies.3`
 * @throws MetricUnknownError
 */
export function parseMetric(text: string): Metric {
  if (text === 'readout' || text === 'ridge') return { kind: text, text };
  const [first, ...path] = text.split('.');
  const loss = lossNames.find((name) => path.length === 1 && name === path[0]);
  if (first === 'loss' && loss !== undefined) return { kind: 'loss', loss, text };
  if (isProbeName(first!) && path.length > 0 && path.every((key) => key !== '')) {
    return { kind: 'probe', probe: first, path, text };
  }
  throw new MetricUnknownError(
    text,
    `readout, ridge, loss.NAME with one of ${lossNames.join(', ')}, or PROBE.PATH with one of ${probeNames.join(', ')}`,
  );
}

/** Whether the metric is a share of images, which people read in percent. */
export const isShare = ({ kind, text }: Metric): boolean =>
  kind === 'readout' || kind === 'ridge' || /accurac(y|ies)(\.\d+)*$|Rate$/.test(text);
