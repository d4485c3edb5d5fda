import { csvOf, escapeMarkup } from '@oneiros/figure';
import { CHUNK_BINS, chunksOf, curveNames, type TimelineChunk } from '@oneiros/timeline';
import { clockOf, type TimeUnit } from '../state/time-units.ts';
import type { TimelineCache } from '../state/timeline-cache.ts';
import type { ViewWindow } from '../state/view-window.ts';
import type { TableData } from '../ui/DataTable.tsx';
import { lightPalette } from '../ui/palette.ts';
import { axisMarks } from './axis-marks.ts';
import { gateCurves, levelCurves, lossCurves } from './curves.ts';
import { drawLane, laneHeights, laneNames, laneTitles, type LaneData, type LaneName } from './draw-lanes.ts';
import { stageColor, stageRows, stagesOf } from './draw-hypnogram.ts';
import { createSvgPen } from './pen.ts';
import { binsIn, tickOfBin, type Scene } from './scene.ts';

const margin = { left: 150, top: 34, gap: 12, right: 16, bottom: 40 };

/** The lanes as an SVG document in the light theme, with axis and legend. @param title of the run */
export function timelineSvg(scene: Scene, data: LaneData, unit: TimeUnit, title: string): string {
  const lanes = laneNames.filter((name) => name !== 'probes' || data.probes.length > 0);
  const width = margin.left + scene.width + margin.right;
  const height = margin.top + margin.bottom + lanes.reduce((sum, name) => sum + laneHeights[name] + margin.gap, 0);
  const pen = createSvgPen(lightPalette);
  pen.text(12, 20, title, { color: 'text', sizePx: 13 });
  let top = margin.top;
  for (const name of lanes) {
    pen.moveTo(0, top);
    pen.text(12, 12, laneTitles[name], { color: 'text', sizePx: 12 });
    legendOf(name, scene, data).forEach(({ label, color, dash }, i) => {
      const y = 26 + 14 * i;
      pen.line([12, y - 4, 28, y - 4], color, 2, dash);
      pen.text(33, y, label);
    });
    pen.moveTo(margin.left, top);
    drawLane(pen, name, scene, data);
    pen.line([0, laneHeights[name], scene.width, laneHeights[name]], 'line', 1);
    top += laneHeights[name] + margin.gap;
  }
  pen.moveTo(margin.left, top);
  pen.line([0, 0, scene.width, 0], 'text-muted', 1);
  for (const { x, label } of axisMarks(scene, unit)) {
    pen.line([x, 0, x, 4], 'text-muted', 1);
    pen.text(x, 16, label, { anchor: 'middle' });
  }
  pen.text(scene.width / 2, 32, unit === 'time' ? 'simulated time' : unit, { anchor: 'middle', color: 'text' });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif">`,
    `<title>${escapeMarkup(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<clipPath id="lanes"><rect x="0" y="0" width="${width - margin.right}" height="${height}"/></clipPath>`,
    `<g clip-path="url(#lanes)">`,
    pen.content,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** What lines and colours of a lane mean. */
export function legendOf(
  name: LaneName,
  scene: Scene,
  data: LaneData,
): readonly { readonly label: string; readonly color: string; readonly dash?: readonly number[] }[] {
  switch (name) {
    case 'hypnogram': {
      const rows = stageRows(stagesOf(scene));
      return rows.map((stage) => ({ label: stage, color: stageColor(stage, rows) }));
    }
    case 'levels':
      return levelCurves;
    case 'gates':
      return gateCurves;
    case 'losses':
      return lossCurves;
    case 'probes':
      return data.probes.map(({ name: label, color }) => ({ label, color }));
    default:
      return name satisfies never;
  }
}

const columnsOf = (stages: readonly string[]): string[] => [
  'tick',
  'ticks',
  'clock',
  'cycle',
  'night',
  'epoch',
  ...stages.map((stage) => `${stage} share`),
  ...curveNames.flatMap((name) => [name, `${name} min`, `${name} max`]),
];

type Cell = string | number | null;

function rowOf(chunk: TimelineChunk, bin: number, stages: readonly string[]): Cell[] {
  const ticks = Math.min(chunk.ticksPerBin, chunk.ticks - bin * chunk.ticksPerBin);
  const counts = stages.map((stage) => {
    const code = chunk.stages.indexOf(stage);
    return code < 0 ? 0 : chunk.stageTicks[bin * chunk.stages.length + code]! / ticks;
  });
  const values = curveNames.flatMap((name): Cell[] => {
    const { min, max, mean, count } = chunk.curves[name];
    return count[bin] === 0 ? [null, null, null] : [mean[bin]!, min[bin]!, max[bin]!];
  });
  return [
    tickOfBin(chunk, bin),
    ticks,
    clockOf(chunk.seconds[bin]!),
    chunk.cycle[bin]!,
    chunk.night[bin]!,
    chunk.epoch[bin]!,
    ...counts,
    ...values,
  ];
}

/** The points that are drawn, as a table. */
export function timelineTable(scene: Scene): TableData {
  const stages = stageRows(stagesOf(scene));
  const rows = scene.segments.flatMap((segment) => {
    const [first, end] = binsIn(segment);
    return Array.from({ length: Math.max(0, end - first) }, (_, i) => rowOf(segment.chunk, first + i, stages));
  });
  return { columns: columnsOf(stages), rows };
}

/** Every tick in view as CSV, whatever is drawn. Fetches what it needs. */
export async function timelineCsv(cache: TimelineCache, { from, to }: ViewWindow): Promise<string> {
  const [firstTick, endTick] = [Math.max(0, Math.floor(from)), Math.min(cache.ticks, Math.ceil(to))];
  const chunks: TimelineChunk[] = [];
  for (let index = Math.floor(firstTick / CHUNK_BINS); index < chunksOf(endTick, 0); index += 1) {
    chunks.push(await cache.load(0, index));
  }
  const stages = chunks.at(-1)?.stages ?? [];
  const rows = chunks.flatMap((chunk) => {
    const start = chunk.index * CHUNK_BINS;
    const [first, end] = [Math.max(0, firstTick - start), Math.min(chunk.bins, endTick - start)];
    return Array.from({ length: Math.max(0, end - first) }, (_, i) => rowOf(chunk, first + i, stages).map(cellText));
  });
  return csvOf([columnsOf(stages), ...rows]);
}

const cellText = (cell: Cell): string => (cell === null ? '' : String(cell));
