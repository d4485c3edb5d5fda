import type { TargetReport } from '../report.ts';
import { readoutPanel, type DrawnArm } from './arm-lines.ts';
import type { NightPartReport } from './night-part.ts';
import { lastReadout, nameOfReadout, readoutKinds, runsOf, type NightRun, type ReadoutKind } from './night-run.ts';
import { claimAbove, differenceTable, meanInWords, type Comparison } from './paired.ts';

type Equality = 'total' | 'wake';
type Sleeper = 'pad' | 'adult' | 'newborn';

const names: Readonly<Record<Sleeper, string>> = { pad: 'PAD original', adult: 'adult', newborn: 'newborn' };
const wordsOf: Readonly<Record<Equality, string>> = {
  total: 'equal total updates',
  wake: 'equal Wake updates',
};

/** The adult is what the others are made equal to. */
const armOf = (sleeper: Sleeper, equality: Equality): DrawnArm => ({
  arm: sleeper === 'adult' ? 'adult' : `${sleeper}-equal-${equality}`,
  name: names[sleeper],
});

const equalities: readonly Equality[] = ['total', 'wake'];
const sleepers: readonly Sleeper[] = ['pad', 'adult', 'newborn'];

function comparisonOf(a: Sleeper, b: Sleeper, equality: Equality, kind: ReadoutKind): Comparison {
  const sideOf = (sleeper: Sleeper) => ({
    ...armOf(sleeper, equality),
    value: (run: NightRun) => lastReadout(run, kind),
  });
  return { what: `${wordsOf[equality]}, ${nameOfReadout(kind)}`, unit: 'points', a: sideOf(a), b: sideOf(b) };
}

/** What we expect, and why: said before the runs were made. */
const expectations: readonly { a: Sleeper; b: Sleeper; equality: Equality; why: string }[] = [
  { a: 'adult', b: 'newborn', equality: 'total', why: 'it sees more images' },
  { a: 'adult', b: 'pad', equality: 'total', why: 'it sees more images' },
  { a: 'newborn', b: 'adult', equality: 'wake', why: 'more sleep after the same images' },
  { a: 'pad', b: 'adult', equality: 'wake', why: 'more sleep after the same images' },
];

/** The paper's cycle, an adult's and a newborn's nights with as many updates in all, and as many while awake. */
export const equalUpdates: NightPartReport = {
  id: 'equal-updates',
  title: 'PAD original, adult and newborn nights',
  source: 'nights by their published statistics (presets adult and newborn); the cycle of the paper',
  shows: 'does it matter how sleep is laid out, if the brain learns as often, or sees as much?',
  arms: equalities.flatMap((equality) => sleepers.map((sleeper) => armOf(sleeper, equality).arm)),
  build: (runs) => ({
    figures: equalities.map((equality) => ({
      name: `equal-${equality}`,
      caption: `${wordsOf[equality]}. Readout against ${equality === 'total' ? 'mini-batches of any state' : 'mini-batches seen while awake'}; mean over seeds, band ± s.e.m.`,
      figure: {
        title: wordsOf[equality],
        panels: readoutKinds.map((kind) =>
          readoutPanel(
            runs,
            sleepers.map((sleeper) => armOf(sleeper, equality)),
            kind,
            {
              title: wordsOf[equality],
              along: equality === 'total' ? 'updates' : 'wakes',
              xLabel: equality === 'total' ? 'mini-batches' : 'mini-batches seen while awake',
            },
          ),
        ),
      },
    })),
    images: [],
    tables: [armsTable(runs), pairsTable(runs)],
    claims: expectations.flatMap(({ a, b, equality, why }) =>
      readoutKinds.map((kind) =>
        claimAbove(
          runs,
          `at ${wordsOf[equality]} ${names[a]} above ${names[b]} (${why}), ${nameOfReadout(kind)}`,
          comparisonOf(a, b, equality, kind),
        ),
      ),
    ),
  }),
};

function armsTable(runs: readonly NightRun[]): TargetReport['tables'][number] {
  const total = (run: NightRun, state: 'wake' | 'nrem' | 'rem'): number =>
    run.days.reduce((sum, day) => sum + day[state], 0);
  const rows = equalities.flatMap((equality) =>
    sleepers.map((sleeper) => {
      const { arm, name } = armOf(sleeper, equality);
      const own = runsOf(runs, arm);
      const whole = (values: readonly number[]): string =>
        values.length === 0 ? '-' : (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(0);
      const minutes = own[0]?.minutesPerMiniBatch;
      return [
        `${name}, ${wordsOf[equality]}`,
        whole(own.map((run) => total(run, 'wake') + total(run, 'nrem') + total(run, 'rem'))),
        ...(['wake', 'nrem', 'rem'] as const).map((state) => whole(own.map((run) => total(run, state)))),
        minutes == null ? '-' : minutes.toFixed(1),
        ...readoutKinds.map((kind) => meanInWords(own.map((run) => lastReadout(run, kind)))),
      ];
    }),
  );
  return {
    name: 'equal-updates',
    caption:
      'Mini-batches in all and by state (mean over seeds), minutes of life for each, and the readout after the last night, % of test images, mean ± s.e.m. Adult and newborn keep episodes of two days and hold idle synapses still; PAD original keeps two mini-batches and lets them coast, as the paper.',
    header: ['sleeper', 'updates', 'Wake', 'NREM', 'REM', 'min each', 'by gradient descent', 'ridge'],
    rows,
  };
}

const pairsTable = (runs: readonly NightRun[]): TargetReport['tables'][number] =>
  differenceTable(
    runs,
    {
      name: 'equal-updates-differences',
      caption: 'Differences of the readout after the last night, paired by seed; p of the paired t test, two-sided, not corrected for the number of tests.', // prettier-ignore
    },
    equalities.flatMap((equality) =>
      readoutKinds.flatMap((kind) => [
        comparisonOf('adult', 'pad', equality, kind),
        comparisonOf('newborn', 'pad', equality, kind),
        comparisonOf('newborn', 'adult', equality, kind),
      ]),
    ),
  );
