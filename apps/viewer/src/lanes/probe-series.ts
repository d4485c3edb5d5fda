import type { Moment } from '../source/run-source.ts';

/** What probes measured through the run, one number each time. */
export interface ProbeSeries {
  readonly name: string;
  readonly color: string;
  /** Tick and share, 0..1, in order. */
  readonly points: readonly (readonly [tick: number, share: number])[];
}

const colors = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5'];

/**
 * Accuracies by tick: the readout's after epochs, and of each measurement of robustness the mean over the levels of its
 * perturbation.
 */
export function probeSeries(moments: readonly Moment[]): ProbeSeries[] {
  const found = new Map<string, (readonly [number, number])[]>();
  const add = (name: string, tick: number, share: number | undefined): void => {
    if (share === undefined) return;
    found.set(name, [...(found.get(name) ?? []), [tick, share]]);
  };
  for (const { event } of moments) {
    if (event.type !== 'probe') continue;
    if (event.probe === 'readout' && 'testAccuracy' in event) {
      add('readout', event.tick, event.testAccuracy);
      add('readout, ridge', event.tick, event.ridgeAccuracy);
    } else if (event.probe === 'robustness' && 'result' in event) {
      for (const { perturbation, tileSidePx, accuracies } of event.result.series) {
        const kind = tileSidePx === null ? perturbation : `${perturbation} ${tileSidePx} px`;
        add(`robust to ${kind}`, event.tick, accuracies.reduce((sum, share) => sum + share, 0) / accuracies.length);
      }
    }
  }
  return [...found].map(([name, points], i) => ({ name, color: colors[i % colors.length]!, points }));
}
