import type { Pen } from './pen.ts';
import { binsIn, tickOfBin, xOf, type Scene } from './scene.ts';
import { stageVariable } from '../ui/stage-colors.ts';

/** Wake on top, then REM, then non-REM by depth; after them what others name otherwise, in order of appearance. */
const aasmOrder = ['WAKE', 'REM', 'N1', 'N2', 'N3', 'NREM'];

/** An episode needs so much room to be told from the next, px. */
export const leastEpisodePx = 2;

export function stageRows(stages: readonly string[]): string[] {
  const known = aasmOrder.filter((stage) => stages.includes(stage));
  return [...known, ...stages.filter((stage) => !aasmOrder.includes(stage))];
}

/** Stages of all chunks of a scene: those that came later know more. */
export const stagesOf = ({ segments }: Scene): readonly string[] =>
  segments.reduce<readonly string[]>(
    (most, { chunk }) => (chunk.stages.length > most.length ? chunk.stages : most),
    [],
  );

export const stageColor = (stage: string, rows: readonly string[]): string =>
  stageVariable(
    stage,
    rows.filter((row) => !aasmOrder.includes(row)),
  ).slice(2);

/**
 * Episodes in view: exact where bins are single ticks, else the least number there can be (a bin of several stages has as many
 * episodes as stages, at least).
 */
export function countEpisodes(scene: Scene): number {
  let episodes = 0;
  let before = '';
  for (const segment of scene.segments) {
    const { chunk } = segment;
    const [first, end] = binsIn(segment);
    const width = chunk.stages.length;
    for (let bin = first; bin < end; bin += 1) {
      let [present, only] = [0, -1];
      for (let code = 0; code < width; code += 1) {
        if (chunk.stageTicks[bin * width + code]! === 0) continue;
        present += 1;
        only = code;
      }
      const name = present === 1 ? chunk.stages[only]! : present === 0 ? '' : '*';
      if (present > 1) episodes += present - (before === '*' ? 1 : 0);
      else if (name !== before) episodes += name === '' ? 0 : 1;
      before = name;
    }
  }
  return episodes;
}

/** Whether episodes are too narrow to be drawn one by one. */
export const isStacked = (scene: Scene): boolean => countEpisodes(scene) * leastEpisodePx > scene.width;

/** The hypnogram: steps where episodes have room, else the share of each state, stacked. */
export function drawHypnogram(pen: Pen, scene: Scene, height: number): void {
  const rows = stageRows(stagesOf(scene));
  if (rows.length === 0) return;
  if (isStacked(scene)) drawShares(pen, scene, rows, height);
  else drawSteps(pen, scene, rows, height);
}

function drawShares(pen: Pen, scene: Scene, rows: readonly string[], height: number): void {
  const columns = Math.max(1, Math.floor(scene.width));
  const sums = columnSums(scene, rows, columns);
  rows.forEach((stage, row) => {
    // One area a stage: from the sum of those above it to the sum with itself.
    const [upper, lower]: [number[], number[]] = [[], []];
    const flush = (): void => {
      const points = [...upper];
      for (let i = lower.length - 2; i >= 0; i -= 2) points.push(lower[i]!, lower[i + 1]!);
      pen.area(points, stageColor(stage, rows), 1);
      upper.length = 0;
      lower.length = 0;
    };
    for (let column = 0; column < columns; column += 1) {
      const total = sums.totals[column]!;
      if (total === 0) {
        flush();
        continue;
      }
      const above = sums.before(column, row) / total;
      const below = sums.before(column, row + 1) / total;
      upper.push(column, above * height, column + 1, above * height);
      lower.push(column, below * height, column + 1, below * height);
    }
    flush();
  });
}

/** Ticks of each stage under each px: bins are spread over the px that they reach. */
function columnSums(scene: Scene, rows: readonly string[], columns: number) {
  const sums = new Float64Array(columns * rows.length);
  const totals = new Float64Array(columns);
  for (const segment of scene.segments) {
    const { chunk } = segment;
    const [first, end] = binsIn(segment);
    const width = chunk.stages.length;
    const rowOf = chunk.stages.map((stage) => rows.indexOf(stage));
    for (let bin = first; bin < end; bin += 1) {
      const start = tickOfBin(chunk, bin);
      const x0 = xOf(scene, Math.max(start, segment.from));
      const x1 = xOf(scene, Math.min(start + chunk.ticksPerBin, segment.to));
      for (let column = Math.max(0, Math.floor(x0)); column < Math.min(columns, Math.ceil(x1)); column += 1) {
        const share = (Math.min(x1, column + 1) - Math.max(x0, column)) / Math.max(1e-9, x1 - x0);
        for (let code = 0; code < width; code += 1) {
          const ticks = chunk.stageTicks[bin * width + code]! * share;
          sums[column * rows.length + rowOf[code]!]! += ticks;
          totals[column]! += ticks;
        }
      }
    }
  }
  const before = (column: number, row: number): number => {
    let sum = 0;
    for (let i = 0; i < row; i += 1) sum += sums[column * rows.length + i]!;
    return sum;
  };
  return { totals, before };
}

function drawSteps(pen: Pen, scene: Scene, rows: readonly string[], height: number): void {
  const rowHeight = height / rows.length;
  const middle = (stage: string): number => (rows.indexOf(stage) + 0.5) * rowHeight;
  const episode = { stage: '', from: 0, to: 0 };
  let lastY: number | null = null;
  const finish = (): void => {
    if (episode.stage === '') return;
    const [x0, x1, y] = [xOf(scene, episode.from), xOf(scene, episode.to), middle(episode.stage)];
    if (lastY !== null && lastY !== y) pen.line([x0, lastY, x0, y], 'line-strong', 1);
    const isRem = episode.stage === 'REM';
    const thickness = isRem ? Math.min(8, rowHeight * 0.6) : Math.min(3, rowHeight * 0.4);
    pen.rect(x0, y - thickness / 2, Math.max(1, x1 - x0), thickness, stageColor(episode.stage, rows));
    lastY = y;
  };
  for (const segment of scene.segments) {
    const { chunk } = segment;
    const [first, end] = binsIn(segment);
    const width = chunk.stages.length;
    for (let bin = first; bin < end; bin += 1) {
      const start = Math.max(tickOfBin(chunk, bin), segment.from);
      const span = Math.min(tickOfBin(chunk, bin) + chunk.ticksPerBin, segment.to) - start;
      const total = sumOf(chunk.stageTicks, bin * width, width);
      let at = start;
      for (let code = 0; code < width; code += 1) {
        const ticks = chunk.stageTicks[bin * width + code]!;
        if (ticks === 0) continue;
        const to = at + (span * ticks) / total;
        const stage = chunk.stages[code]!;
        if (stage !== episode.stage || Math.abs(episode.to - at) > 1e-6) {
          finish();
          if (Math.abs(episode.to - at) > 1e-6) lastY = null;
          episode.stage = stage;
          episode.from = at;
        }
        episode.to = to;
        at = to;
      }
    }
  }
  finish();
}

function sumOf(values: Uint32Array, from: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += values[from + i]!;
  return sum;
}
