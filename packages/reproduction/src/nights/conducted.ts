import type { TargetReport } from '../report.ts';
import type { NightPartReport } from './night-part.ts';
import { readoutPanel } from './arm-lines.ts';
import { lastReadout, nameOfReadout, readoutAfter, readoutKinds, runsOf, type NightRun } from './night-run.ts';
import { claimAbove, meanInWords } from './paired.ts';

const arms = [
  { arm: 'recorded', name: 'recorded night' },
  { arm: 'gleit-booth', name: 'Gleit-Booth model' },
];

/** A real and a simulated night, each lived as often as there are days. */
export const conducted: NightPartReport = {
  id: 'conducted',
  title: 'A recorded and a simulated night conduct learning',
  source: 'a scored polysomnography; Gleit & Booth 2017 with a population active in Wake and REM',
  shows: 'does a brain that sees a day of images and then lives a real night learn, morning by morning?',
  arms: arms.map(({ arm }) => arm),
  build: (runs) => ({
    figures: [
      ...arms.flatMap(({ arm }) => timelinesOf(runs, arm)),
      {
        name: 'conducted-readout',
        caption: `Readout each morning; 0 is before learning. Mean over seeds, band ± s.e.m.`,
        figure: {
          title: 'Readout each morning',
          panels: readoutKinds.map((kind) => readoutPanel(runs, arms, kind, { title: '', along: 'nights', xLabel: 'nights' })), // prettier-ignore
        },
      },
    ],
    images: arms.flatMap(({ arm, name }) =>
      runsOf(runs, arm)
        .flatMap(({ dreams }) => (dreams === null ? [] : [dreams]))
        .slice(0, 1)
        .map(({ source, caption }) => ({ name: `conducted-${arm}-dreams`, caption: `${name}: ${caption}`, source })),
    ),
    tables: [daysTable(runs), statisticsTable(runs)],
    claims: arms.flatMap(({ arm, name }) =>
      readoutKinds.flatMap((kind) => [
        claimAbove(runs, `${name}: after the last night above before learning, ${nameOfReadout(kind)}`, {
          ...{ what: '', unit: 'points' },
          a: { arm, name: 'last morning', value: (run) => lastReadout(run, kind) },
          b: { arm, name: 'before', value: (run) => readoutAfter(run, 0, kind) },
        }),
        claimAbove(runs, `${name}: after the last night above after the first, ${nameOfReadout(kind)}`, {
          ...{ what: '', unit: 'points' },
          a: { arm, name: 'last morning', value: (run) => lastReadout(run, kind) },
          b: { arm, name: 'first morning', value: (run) => readoutAfter(run, 1, kind) },
        }),
      ]),
    ),
  }),
};

const timelinesOf = (runs: readonly NightRun[], arm: string): TargetReport['figures'] =>
  runsOf(runs, arm)
    .flatMap(({ timeline }) => (timeline === null ? [] : [{ name: `conducted-${arm}`, ...timeline }]))
    .slice(0, 1);

const mean = (values: readonly number[]): string =>
  values.length === 0 ? '-' : (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(1);

function daysTable(runs: readonly NightRun[]): TargetReport['tables'][number] {
  const rows = arms.flatMap(({ arm, name }) => {
    const own = runsOf(runs, arm);
    const nights = [...new Set(own.flatMap(({ mornings }) => mornings.map((morning) => morning.nights)))];
    return nights
      .sort((a, b) => a - b)
      .map((night) => {
        const days = own.flatMap((run) => run.days.filter(({ day }) => day === night - 1));
        const counts = (['wake', 'nrem', 'rem'] as const).map((state) => (night === 0 ? '-' : mean(days.map((day) => day[state])))); // prettier-ignore
        const readouts = readoutKinds.map((kind) => meanInWords(own.map((run) => readoutAfter(run, night, kind))));
        return [name, night === 0 ? 'before learning' : `after night ${night}`, ...counts, ...readouts];
      });
  });
  const minutes = arms.flatMap(({ arm, name }) =>
    runsOf(runs, arm)
      .slice(0, 1)
      .map(({ minutesPerMiniBatch }) => `${name} ${minutesPerMiniBatch?.toFixed(1)} min`),
  );
  const size = runs[0] === undefined ? '' : ` of ${runs[0].batchSize} images`;
  return {
    name: 'conducted-days',
    caption: `Mini-batches${size} of each day and its night (mean over seeds), and the readout in the morning after, % of test images, mean ± s.e.m. A mini-batch stands for so much life: ${minutes.join('; ')}. One tick may serve both sleep objectives; it is counted by its main stage.`,
    header: ['night', 'when', 'Wake', 'NREM', 'REM', 'by gradient descent', 'ridge'],
    rows,
  };
}

function statisticsTable(runs: readonly NightRun[]): TargetReport['tables'][number] {
  const known = arms.flatMap(({ arm, name }) =>
    runsOf(runs, arm)
      .flatMap(({ statistics }) => (statistics === null ? [] : [{ name, statistics }]))
      .slice(0, 1),
  );
  const names = [...new Set(known.flatMap(({ statistics }) => Object.keys(statistics)))];
  const value = (number: number | null | undefined): string => (number == null ? '-' : String(Number(number.toFixed(1)))); // prettier-ignore
  return {
    name: 'conducted-nights',
    caption:
      "The first night of each in numbers, under YASA's names: minutes, percent for SE, SME and %STAGE, 1/h for SFI.",
    header: ['statistic', ...known.map(({ name }) => name)],
    rows:
      known.length === 0 ? [] : names.map((name) => [name, ...known.map(({ statistics }) => value(statistics[name]))]),
  };
}
