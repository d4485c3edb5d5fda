import type { TargetReport } from '../report.ts';
import { armLine, readoutPanel } from './arm-lines.ts';
import type { NightPartReport } from './night-part.ts';
import { nameOfReadout, readoutAfter, readoutKinds, runsOf, type NightRun, type ReadoutKind } from './night-run.ts';
import { claimAbove, differenceTable, meanInWords, type Comparison, type ValueOf } from './paired.ts';

const arms = [
  { arm: 'undisturbed', name: 'undisturbed' },
  { arm: 'rem-deprived', name: 'REM-deprived' },
  { arm: 'yoked', name: 'yoked control' },
] as const;
type Arm = (typeof arms)[number]['arm'];

interface Window {
  readonly from: number;
  readonly to: number;
}

/** Nights under deprivation, of the runs that have some. */
const windowOf = (runs: readonly NightRun[]): Window | undefined =>
  runs.flatMap(({ manipulated }) => (manipulated === null ? [] : [manipulated]))[0];

const comparing = (a: Arm, b: Arm, what: string, unit: string, value: ValueOf): Comparison => {
  const sideOf = (arm: Arm) => ({ ...arms.find((each) => each.arm === arm)!, value });
  return { what, unit, a: sideOf(a), b: sideOf(b) };
};

/** Mean minutes of REM a night. */
const remMinutes =
  (from: number, to: number): ValueOf =>
  ({ days }) => {
    const own = days.filter(({ day, remMinutes: minutes }) => day >= from && day <= to && minutes !== null);
    return own.length === 0 ? undefined : own.reduce((sum, { remMinutes: minutes }) => sum + minutes!, 0) / own.length;
  };

const readoutOf =
  (nights: number, kind: ReadoutKind): ValueOf =>
  (run) =>
    readoutAfter(run, nights, kind);

const lastNight = (runs: readonly NightRun[]): number =>
  Math.max(0, ...runs.flatMap(({ mornings }) => mornings.map(({ nights }) => nights)));

/** REM taken away, awakenings at the same times from NREM, and neither, from one brain a seed. */
export const remDeprivation: NightPartReport = {
  id: 'rem-deprivation',
  title: 'REM deprivation, its yoked control, and undisturbed nights',
  source: 'awakenings in closed loop after Endo et al. 1998; the three go on from one and the same brain for each seed',
  shows: 'what does the loss of REM do to learning, beyond the awakenings, and does REM come back?',
  arms: arms.map(({ arm }) => arm),
  build(all) {
    const runs = all.filter(({ arm }) => arms.some((each) => each.arm === arm));
    const window = windowOf(runs) ?? { from: 0, to: -1 };
    const nights = `nights ${window.from + 1} to ${window.to + 1}`;
    return {
      figures: [
        {
          name: 'rem-deprivation',
          caption: `REM of each night, and the readout each morning; the nights of awakenings are ${nights}. Mean over seeds, band ± s.e.m. The first morning drawn is that of the shared brain.`,
          figure: {
            title: 'REM deprivation, yoked control and undisturbed nights',
            panels: [
              {
                title: 'REM',
                xLabel: 'night',
                yLabel: 'minutes',
                marks: arms.map((arm) =>
                  armLine(
                    runs,
                    arm,
                    ({ days }) =>
                    days.flatMap(({ day, remMinutes: minutes }) => (minutes === null ? [] : [[day + 1, minutes] as const])), // prettier-ignore
                  ),
                ),
              },
              ...readoutKinds.map((kind) => readoutPanel(runs, arms, kind, { title: '', along: 'nights', xLabel: 'after night' })), // prettier-ignore
            ],
            columns: 3,
          },
        },
      ],
      images: [],
      tables: runs.length === 0 ? [] : [nightsTable(runs, window), pairsTable(runs, window)],
      claims: claimsOf(runs, window),
    };
  },
};

function nightsTable(runs: readonly NightRun[], { from, to }: Window): TargetReport['tables'][number] {
  const nights = [...new Set(runs.flatMap(({ days }) => days.map(({ day }) => day)))].sort((a, b) => a - b);
  const kindOf = (day: number): string => (day < from ? 'before' : day > to ? 'recovery' : 'awakenings');
  return {
    name: 'rem-deprivation-nights',
    caption: 'Minutes of REM, mini-batches of REM, awakenings by the experimenter, and the readout in the morning after, % of test images; mean ± s.e.m. over seeds.', // prettier-ignore
    header: ['night', 'sleeper', 'REM, min', 'REM mini-batches', 'awakenings', 'by gradient descent', 'ridge'],
    rows: nights.flatMap((day) =>
      arms.map(({ arm, name }) => {
        const own = runsOf(runs, arm);
        const days = own.flatMap((run) => run.days.filter((each) => each.day === day));
        return [
          `${day + 1} (${kindOf(day)})`,
          name,
          meanInWords(days.map(({ remMinutes: minutes }) => minutes ?? undefined)),
          meanInWords(days.map(({ rem }) => rem)),
          meanInWords(days.map(({ awakenings }) => awakenings)),
          ...readoutKinds.map((kind) => meanInWords(own.map(readoutOf(day + 1, kind)))),
        ];
      }),
    ),
  };
}

function pairsTable(runs: readonly NightRun[], { from, to }: Window): TargetReport['tables'][number] {
  const moments = [
    { nights: to + 1, words: 'after the last night of awakenings' },
    { nights: lastNight(runs), words: 'after recovery' },
  ];
  const pairs = [
    ['rem-deprived', 'undisturbed'],
    ['yoked', 'undisturbed'],
    ['rem-deprived', 'yoked'],
  ] as const;
  return differenceTable(
    runs,
    {
      name: 'rem-deprivation-differences',
      caption: 'Differences paired by seed, each from the same brain; p of the paired t test, two-sided, not corrected for the number of tests.', // prettier-ignore
    },
    pairs.flatMap(([a, b]) => [
      comparing(a, b, 'REM a night of awakenings', 'min', remMinutes(from, to)),
      comparing(a, b, 'REM in the first night after', 'min', remMinutes(to + 1, to + 1)),
      ...moments.flatMap(
        ({ nights, words }) =>
        readoutKinds.map((kind) => comparing(a, b, `${nameOfReadout(kind)} ${words}`, 'points', readoutOf(nights, kind))), // prettier-ignore
      ),
    ]),
  );
}

function claimsOf(runs: readonly NightRun[], { from, to }: Window): TargetReport['claims'] {
  const lost = remMinutes(from, to);
  const rebound = remMinutes(to + 1, to + 1);
  return [
    claimAbove(runs, 'awakenings at REM entries take REM away', comparing('undisturbed', 'rem-deprived', '', 'min a night', lost)), // prettier-ignore
    claimAbove(runs, 'the yoked control keeps more REM than the deprived', comparing('yoked', 'rem-deprived', '', 'min a night', lost)), // prettier-ignore
    claimAbove(runs, 'REM rebounds in the first night after', comparing('rem-deprived', 'undisturbed', '', 'min', rebound)), // prettier-ignore
    ...readoutKinds.flatMap((kind) => {
      const after = readoutOf(to + 1, kind);
      return [
        claimAbove(runs, `undisturbed above REM-deprived after the last night of awakenings, ${nameOfReadout(kind)}`, comparing('undisturbed', 'rem-deprived', '', 'points', after)), // prettier-ignore
        claimAbove(runs, `yoked control above REM-deprived after the last night of awakenings, ${nameOfReadout(kind)}`, comparing('yoked', 'rem-deprived', '', 'points', after)), // prettier-ignore
        claimAbove(runs, `undisturbed above REM-deprived after recovery, ${nameOfReadout(kind)}`, comparing('undisturbed', 'rem-deprived', '', 'points', readoutOf(lastNight(runs), kind))), // prettier-ignore
      ];
    }),
  ];
}
