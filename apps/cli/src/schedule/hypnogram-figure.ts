import {
  sampleRuns,
  stagesInOrder,
  type DayPart,
  type Intervention,
  type Levels,
  type NamedRun,
} from '@oneiros/conductor';
import type { Figure, LineMark, Mark, Point } from '@oneiros/figure';

/** What a hypnogram's figure shows. */
export interface HypnogramPicture {
  readonly title: string;
  readonly runs: readonly NamedRun[];
  /** Both levels at a moment of the runs; absent where none are known. */
  readonly levelsAt?: (seconds: number) => Levels;
  /** The part that is drawn; its start is 0 on the axis. */
  readonly part: DayPart;
  readonly interventions?: readonly Intervention[];
  readonly notes?: readonly string[];
}

/** Colours told apart by the colour-blind (Okabe and Ito, Tol); those of the levels are the terminal's. */
const colors = {
  hypnogram: '#777777',
  WAKE: '#e69f00',
  REM: '#cc79a7',
  NREM: '#0072b2',
  N1: '#56b4e9',
  N2: '#0072b2',
  N3: '#332288',
  ART: '#999933',
  UNS: '#bbbbbb',
  ACh: '#009e73',
  NA: '#d55e00',
  'a gate opens at ½': '#333333',
  'rem-awakening': '#000000',
  'yoked-awakening': '#000000',
  'sws-sound': '#000000',
  arousal: '#999933',
};

const HOUR = 3600;
/** Above so many stretches the staircase between them would hide them. */
const MOST_STEPS = 500;
/** Places of a level's curve: each shows mean and range of the samples there. */
const PLACES = 900;
const SAMPLES_A_PLACE = 8;

/** Hypnogram and levels over hours, one above the other; for `drawFigure`. */
export function hypnogramFigure(picture: HypnogramPicture): Figure {
  const { title, levelsAt, notes = [] } = picture;
  return {
    title,
    columns: 1,
    panelSize: { width: 960, height: 210 },
    colors,
    notes,
    panels: [
      { title, xLabel: 'hours', yLabel: 'stage', ...stagePanel(picture) },
      ...(levelsAt === undefined
        ? []
        : [
            {
              title: 'Levels, mean and range (1: active waking)',
              xLabel: 'hours',
              yLabel: 'level',
              marks: levelMarks(picture, levelsAt),
            },
          ]),
    ],
  };
}

/** Staircase and bars of the stages, the deepest below, and a cross where somebody intervened. */
function stagePanel({ runs, part, interventions = [] }: HypnogramPicture): { marks: Mark[]; yNames: string[] } {
  const stages = [...stagesInOrder(runs.map(({ stage }) => stage))];
  const yNames = stages.toReversed();
  const steps: Point[] = [];
  const spans = new Map<string, [number, number][]>(stages.map((stage) => [stage, []]));
  let start = 0;
  for (const { stage, seconds } of runs) {
    const from = Math.max(start, part.from);
    const to = Math.min(start + seconds, part.to);
    start += seconds;
    if (to <= from) continue;
    const [left, right] = [(from - part.from) / HOUR, (to - part.from) / HOUR];
    steps.push([left, yNames.indexOf(stage)], [right, yNames.indexOf(stage)]);
    spans.get(stage)!.push([left, right]);
  }
  const kinds = [...new Set(interventions.map(({ kind }) => kind))];
  return {
    yNames,
    marks: [
      ...(steps.length > 2 * MOST_STEPS
        ? []
        : [{ kind: 'line', name: 'hypnogram', points: steps, isStepped: true } as const]),
      ...stages.map((stage): Mark => ({
        kind: 'spans',
        name: stage,
        y: yNames.indexOf(stage),
        spans: spans.get(stage)!,
      })),
      ...kinds.map((kind): Mark => ({
        kind: 'dots',
        name: kind,
        shape: 'cross',
        points: interventions
          .filter((each) => each.kind === kind && each.seconds >= part.from && each.seconds <= part.to)
          .map(({ seconds }) => [(seconds - part.from) / HOUR, yNames.length - 0.7]),
      })),
    ],
  };
}

function levelMarks({ runs, part }: HypnogramPicture, levelsAt: (seconds: number) => Levels): Mark[] {
  const stepSeconds = (part.to - part.from) / (PLACES * SAMPLES_A_PLACE);
  const samples = sampleRuns(runs, { stepSeconds, levelsAt, ...part });
  const lineOf = (name: 'ACh' | 'NA', key: 'ach' | 'na'): LineMark => {
    const points: Point[] = [];
    const band: [number, number, number][] = [];
    for (let i = 0; i < samples.length; i += SAMPLES_A_PLACE) {
      const levels = samples.slice(i, i + SAMPLES_A_PLACE).map((sample) => sample[key]!);
      const hours = (samples[i]!.seconds - part.from) / HOUR;
      points.push([hours, levels.reduce((sum, level) => sum + level, 0) / levels.length]);
      band.push([hours, Math.min(...levels), Math.max(...levels)]);
    }
    return { kind: 'line', name, points, band };
  };
  return [lineOf('ACh', 'ach'), lineOf('NA', 'na'), { kind: 'level', name: 'a gate opens at ½', y: 0.5 }];
}
