import { csvOf, type Figure, type Mark } from '@oneiros/figure';
import { metricTitles, type MetricName } from './readouts.ts';
import type { GroupSummary } from './summarise-groups.ts';

export const percent = (share: number, digits = 1): string => (share * 100).toFixed(digits);

/** `58.3 ± 0.7 (N = 4)`, in per cent. */
export const meanInWords = ({ mean, sem, n }: { mean: number; sem: number | null; n: number }): string =>
  `${percent(mean)}${sem === null ? '' : ` ± ${percent(sem)}`} (N = ${n})`;

/** All traces, the means with their errors, and the paper's numbers, for print. */
export function readoutFigure(groups: readonly GroupSummary[], metric: MetricName): Figure {
  const marks = groups.flatMap(({ label, traces, means, published }): Mark[] => [
    ...traces.map(({ values }): Mark => ({
      kind: 'line',
      name: label,
      points: [...values].map(([x, y]) => [x, y * 100]),
    })),
    {
      kind: 'line',
      name: label,
      points: means.map(({ epoch, mean }) => [epoch, mean * 100]),
      band: means.flatMap(({ epoch, mean, sem }) =>
        sem === null ? [] : [[epoch, (mean - sem) * 100, (mean + sem) * 100] as const],
      ),
    },
    ...(published
      ? [
          {
            kind: 'dots',
            name: label,
            shape: 'cross',
            points: [[published.readout.epoch, published.readout.mean * 100]],
          } as const,
        ]
      : []),
  ]);
  const title = `${metricTitles[metric]}, mean ± s.e.m. over seeds`;
  const hasPublished = groups.some(({ published }) => published !== null);
  return {
    title,
    columns: 1,
    panelSize: { width: 640, height: 380 },
    panels: [{ title, xLabel: 'epoch', yLabel: 'test images (%)', marks, isFreeBelow: true }],
    notes: [
      groups.map(({ label, traces }) => `${label}: N = ${traces.length}`).join('; '),
      ...(hasPublished ? ['Crosses: Deperrois et al. 2022, Appendix 1, table 1 (epoch 50, N = 4).'] : []),
    ],
  };
}

/** Every value of every trace and mean, tidy: a row a group, run and epoch. */
export const readoutCsv = (groups: readonly GroupSummary[], metric: MetricName): string =>
  csvOf([
    ['group', 'run', 'seed', 'epoch', metric, 's.e.m.', 'N'],
    ...groups.flatMap(({ label, traces, means }) => [
      ...traces.flatMap(({ id, seed, values }) =>
        [...values].map(([epoch, value]) => [label, id, seed, String(epoch), String(value), '', '']),
      ),
      ...means.map(({ epoch, mean, sem, n }) => [
        ...[label, '(mean)', '', String(epoch), String(mean)],
        ...[sem === null ? '' : String(sem), String(n)],
      ]),
    ]),
  ]);
