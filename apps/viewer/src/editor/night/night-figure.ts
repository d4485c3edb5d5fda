import { levelCaveats, type NamedRun } from '@oneiros/conductor';
import { drawFigure, type Figure, type Mark, type Point } from '@oneiros/figure';
import { stageColors } from '../../ui/stage-colors.ts';
import type { Preview } from '../review/preview.ts';
import { stageName } from './stage-names.ts';

const HOUR = 3600;
const { light } = stageColors;

const colors = {
  hypnogram: '#777777',
  Wake: light.wake,
  REM: light.rem,
  NREM: light.nrem,
  N1: light.n1,
  N2: light.n2,
  N3: light.n3,
  ACh: '#0f7b5f',
  NA: '#b4530f',
  'a gate opens at ½': '#333333',
};

const hours = (seconds: number): number => seconds / HOUR;

function stageMarks(runs: readonly NamedRun[], rows: readonly string[]): { marks: Mark[]; yNames: string[] } {
  const upwards = [...rows].reverse();
  const spans = new Map<string, [number, number][]>(upwards.map((stage) => [stage, []]));
  const steps: Point[] = [];
  let start = 0;
  for (const { stage, seconds } of runs) {
    const [left, right] = [hours(start), hours(start + seconds)];
    start += seconds;
    spans.get(stage)?.push([left, right]);
    steps.push([left, upwards.indexOf(stage)], [right, upwards.indexOf(stage)]);
  }
  return {
    yNames: upwards.map(stageName),
    marks: [
      { kind: 'line', name: 'hypnogram', points: steps, isStepped: true },
      ...upwards.map((stage, y): Mark => ({ kind: 'spans', name: stageName(stage), y, spans: spans.get(stage)! })),
    ],
  };
}

function levelMarks({ levels, from, to }: Preview): Mark[] {
  const line = (name: string, least: Float32Array, most: Float32Array): Mark => {
    const x = (i: number): number => hours(((to - from) * (i + 0.5)) / least.length);
    return {
      kind: 'line',
      name,
      points: Array.from(least, (low, i): Point => [x(i), (low + most[i]!) / 2]),
      band: Array.from(least, (low, i) => [x(i), low, most[i]!] as const),
    };
  };
  return [
    line('ACh', levels.achLeast, levels.achMost),
    line('NA', levels.naLeast, levels.naMost),
    { kind: 'level', name: 'a gate opens at ½', y: 0.5 },
  ];
}

function gateMarks({ gates: { starts, discriminator, target } }: Preview): Mark[] {
  const line = (name: string, value: (tick: number) => number): Mark => ({
    kind: 'line',
    name,
    isStepped: true,
    points: [
      ...Array.from(discriminator, (_, tick): Point => [hours(starts[tick]!), value(tick)]),
      [hours(starts.at(-1)!), value(discriminator.length - 1)],
    ],
  });
  return [
    line('discriminator gate', (tick) => discriminator[tick]!),
    line('target', (tick) => target[tick]!),
    line('feedback', (tick) => discriminator[tick]! * (2 * target[tick]! - 1)),
  ];
}

/** The night with its levels and gates, one above the other, in the light colours. */
export function nightFigure(title: string, preview: Preview, rows: readonly string[]): Figure {
  return {
    title,
    columns: 1,
    panelSize: { width: 960, height: 200 },
    colors,
    notes: [...levelCaveats],
    panels: [
      { title, xLabel: 'hours', yLabel: 'stage', ...stageMarks(preview.runs, rows) },
      { title: 'Levels (1: active waking)', xLabel: 'hours', yLabel: 'level', marks: levelMarks(preview) },
      { title: 'Gates', xLabel: 'hours', yLabel: 'gate', isFreeBelow: true, marks: gateMarks(preview) },
    ],
  };
}

export const nightSvg = (title: string, preview: Preview, rows: readonly string[]): string =>
  drawFigure(nightFigure(title, preview, rows));
