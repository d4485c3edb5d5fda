import { csvOf, type Figure, type Point } from '@oneiros/figure';
import type { LatentPlane } from '../source/run-source.ts';
import { classColor } from './class-colors.ts';
import { classSummaries } from './scatter-model.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** What an axis is called: `principal axis 1 (24.0 % of the variance)`. */
export const axisLabel = (axis: 0 | 1, { explained }: LatentPlane): string =>
  `principal axis ${axis + 1} (${percent(explained[axis])} of the variance)`;

/** A plane as a figure for print: circles are clean images, crosses the same images occluded. */
export function latentFigure(plane: LatentPlane, title: string): Figure {
  const { clean, occluded, labels } = plane;
  const pointsOf = (points: Float32Array, label: number): Point[] =>
    [...labels.keys()].filter((i) => labels[i] === label).map((i) => [points[2 * i]!, points[2 * i + 1]!]);
  const classes = classSummaries(plane);
  return {
    title,
    columns: 1,
    panelSize: { width: 620, height: 460 },
    colors: Object.fromEntries(classes.map(({ name, label }) => [name, classColor(label)])),
    panels: [
      {
        title,
        xLabel: axisLabel(0, plane),
        yLabel: axisLabel(1, plane),
        isFreeBelow: true,
        marks: classes.flatMap(({ name, label }) => [
          { kind: 'dots', name, points: pointsOf(clean, label), shape: 'circle' } as const,
          ...(occluded ? [{ kind: 'dots', name, points: pointsOf(occluded, label), shape: 'cross' } as const] : []),
        ]),
      },
    ],
    notes: occluded ? ['Circles: clean images. Crosses: the same images occluded.'] : [],
  };
}

/** Every point of a plane, a row an image. */
export function latentCsv({ tick, clean, occluded, labels, classNames }: LatentPlane): string {
  const rows = Array.from(labels, (label, i) =>
    [tick, i, classNames[label] ?? label, clean[2 * i], clean[2 * i + 1], occluded?.[2 * i], occluded?.[2 * i + 1]].map(
      (value) => (value === undefined ? '' : String(value)),
    ),
  );
  return csvOf([['tick', 'image', 'class', 'x', 'y', 'x occluded', 'y occluded'], ...rows]);
}
