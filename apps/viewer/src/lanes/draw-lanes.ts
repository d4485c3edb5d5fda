import { gateCurves, levelCurves, lossCurves } from './curves.ts';
import { drawCurve, linearScale, logScale } from './draw-curves.ts';
import { drawHypnogram } from './draw-hypnogram.ts';
import type { Pen } from './pen.ts';
import type { ProbeSeries } from './probe-series.ts';
import { xOf, type Scene } from './scene.ts';

/** Lanes that are drawn, from top to bottom; the thumbnails of dreams are images. */
export const laneNames = ['hypnogram', 'levels', 'gates', 'losses', 'probes'] as const;
export type LaneName = (typeof laneNames)[number];

export const laneTitles: Readonly<Record<LaneName, string>> = {
  hypnogram: 'Hypnogram',
  levels: 'Neuromodulators',
  gates: 'Gates',
  losses: 'Losses',
  probes: 'Probes',
};

/** px, where text has its usual size. */
export const laneHeights: Readonly<Record<LaneName, number>> = {
  hypnogram: 104,
  levels: 64,
  gates: 84,
  losses: 128,
  probes: 76,
};

/** What lanes need beside the scene. */
export interface LaneData {
  readonly probes: readonly ProbeSeries[];
  /** Least and greatest loss of the whole run, so that zooming moves nothing up or down. */
  readonly lossExtent: readonly [number, number] | null;
  /** Width of what is drawn together, px: 1, and more while a view moves. */
  readonly columnPx?: number;
}

/** Of the numbers beside a lane's lines. */
const LABEL_PX = 10;

/** Hard gates change at one half. */
const threshold = 0.5;

/** @param scale of text, with which a lane grows */
export function drawLane(pen: Pen, name: LaneName, scene: Scene, data: LaneData, scale = 1): void {
  const height = laneHeights[name] * scale;
  const label = (y: number, text: string): void => {
    const above = y - 2 * scale;
    pen.text(2, above < LABEL_PX * scale ? y + LABEL_PX * scale : above, text, { sizePx: LABEL_PX });
  };
  switch (name) {
    case 'hypnogram':
      return drawHypnogram(pen, scene, height);
    case 'levels': {
      const y = linearScale([0, 1], height);
      pen.line([0, y(threshold), scene.width, y(threshold)], 'line-strong', 1, [2, 3]);
      for (const style of levelCurves) drawCurve(pen, scene, style, y, true, data.columnPx);
      return;
    }
    case 'gates': {
      const y = linearScale([-1, 1], height);
      pen.line([0, y(0), scene.width, y(0)], 'line', 1);
      for (const style of gateCurves) drawCurve(pen, scene, style, y, true, data.columnPx);
      return;
    }
    case 'losses': {
      if (data.lossExtent === null) return;
      const y = logScale(data.lossExtent, height);
      for (const power of powersOfTen(data.lossExtent)) {
        pen.line([0, y(10 ** power), scene.width, y(10 ** power)], 'line', 1);
        label(y(10 ** power), powerLabel(power));
      }
      for (const style of lossCurves) drawCurve(pen, scene, style, y, false, data.columnPx);
      return;
    }
    case 'probes': {
      const top = Math.max(0.1, ...data.probes.flatMap(({ points }) => points.map(([, share]) => share)));
      const y = linearScale([0, Math.min(1, top * 1.1)], height);
      for (const share of [0, 0.25, 0.5, 0.75, 1].filter((each) => each <= top * 1.1)) {
        pen.line([0, y(share), scene.width, y(share)], 'line', 1);
        label(y(share), `${100 * share} %`);
      }
      for (const { points, color } of data.probes) {
        pen.line(
          points.flatMap(([tick, share]) => [xOf(scene, tick), y(share)]),
          color,
          1.25,
        );
        for (const [tick, share] of points) {
          const x = xOf(scene, tick);
          const side = 4 * scale;
          if (x >= -3 && x <= scene.width + 3) pen.rect(x - side / 2, y(share) - side / 2, side, side, color);
        }
      }
      return;
    }
    default:
      return name satisfies never;
  }
}

/** Powers that have room, every one or every second. */
function powersOfTen([low, high]: readonly [number, number]): number[] {
  const [first, last] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const step = last - first > 5 ? 2 : 1;
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, i) => first + i * step);
}

const powerLabel = (power: number): string =>
  power >= -2 && power <= 3 ? String(Number((10 ** power).toPrecision(2))) : `1e${power}`;
