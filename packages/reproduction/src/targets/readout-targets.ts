import { claimGreater, type Claim } from '../claim.ts';
import { nameOfCondition, nameOfData } from '../conditions.ts';
import type { EvidenceGroup } from '../evidence.ts';
import { commonEpoch, readoutAt, readoutFigure } from '../readouts.ts';
import { comparedSettingsOf, groupIn, groupsOf } from '../select.ts';
import type { Target } from '../target.ts';

/** Two conditions, the better one first, as the paper's curves order them. */
type Ordering = readonly [better: string, worse: string];

interface ReadoutTarget {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly shows: string;
  readonly conditions: readonly string[];
  readonly epochs: number;
  readonly orderings: readonly Ordering[];
  /** Conditions that the paper finds no difference between. */
  readonly alike?: readonly Ordering[];
}

const both = ['cifar10', 'svhn'] as const;

/** A target that compares how the readout grows with training between conditions. */
function readoutTarget({ conditions, epochs, orderings, alike = [], ...words }: ReadoutTarget): Target {
  return {
    ...words,
    needs: { conditions, data: both, epochs, probes: [] },
    build(all) {
      const groups = groupsOf(all, conditions);
      return {
        figures:
          groups.length === 0
            ? []
            : [{ name: words.id, caption: captionOf(groups), figure: readoutFigure(words.title, groups) }],
        images: [],
        tables: [],
        claims: comparedSettingsOf(groups).flatMap((setting) => [
          ...orderings.map((ordering) => claimOrdering(groups, setting, ordering)),
          ...alike.map((pair) => claimAlike(groups, setting, pair)),
        ]),
      };
    },
  };
}

const captionOf = (groups: readonly EvidenceGroup[]): string =>
  `Linear readout of z after each epoch. Lines are means over seeds, bands ± s.e.m. where N > 1. ${[
    ...new Set(groups.map(({ scale, data }) => `${nameOfData(data)}: ${scale}`)),
  ].join('; ')}.`;

function comparedAt(groups: readonly EvidenceGroup[], setting: { data: string; scale: string }, names: Ordering) {
  const pair = names.map((condition) => groupIn(groups, setting, condition));
  const epoch = commonEpoch(pair);
  const compared = names.map((condition, i) => ({
    name: nameOfCondition(condition),
    spread: readoutAt(pair[i], epoch, 'softmax'),
  }));
  return { epoch, first: compared[0]!, second: compared[1]! };
}

function claimOrdering(
  groups: readonly EvidenceGroup[],
  setting: { data: string; scale: string },
  names: Ordering,
): Claim {
  const { epoch, first, second } = comparedAt(groups, setting, names);
  const text = `${nameOfData(setting.data)}: ${first.name} above ${second.name} after ${epoch} epochs`;
  return claimGreater(text, first, second);
}

/** Holds where the difference stays within the spread or within two points, which is what single epochs wobble by. */
function claimAlike(
  groups: readonly EvidenceGroup[],
  setting: { data: string; scale: string },
  names: Ordering,
): Claim {
  const { epoch, first, second } = comparedAt(groups, setting, names);
  const { detail, verdict } = claimGreater('', first, second);
  const text = `${nameOfData(setting.data)}: ${first.name} like ${second.name} (within 2 points or the spread) after ${epoch} epochs`;
  if (verdict === 'unknown') return { text, verdict, detail };
  const isClose = verdict === 'unclear' || Math.abs(first.spread!.value - second.spread!.value) <= 2;
  return { text, verdict: isClose ? 'holds' : 'fails', detail };
}

const place = (where: string): string => `Deperrois et al. 2022, ${where}`;

export const readoutTargets: readonly Target[] = [
  readoutTarget({
    id: 'fig4',
    title: 'Dreaming in REM sleep makes classes easier to read out',
    source: place('figure 4'),
    shows:
      'With adversarial dreaming the readout of z grows with training; without mixed memories less, without REM it stays low.',
    conditions: ['pad', 'no-memory-mix', 'no-rem'],
    epochs: 50,
    orderings: [
      ['pad', 'no-memory-mix'],
      ['no-memory-mix', 'no-rem'],
      ['pad', 'no-rem'],
    ],
  }),
  readoutTarget({
    id: 'app3',
    title: 'Readout over long training',
    source: place('appendix 1, figure 3'),
    shows: 'Trained twice as long, the readout with REM stays above that without.',
    conditions: ['pad', 'no-memory-mix', 'no-rem'],
    epochs: 100,
    orderings: [['pad', 'no-rem']],
  }),
  readoutTarget({
    id: 'app4',
    title: 'What REM sleep dreams of',
    source: place('appendix 1, figure 4'),
    shows: 'REM dreams of mixed memories with noise serve the readout better than of noise alone or of memories alone.',
    conditions: ['pad', 'rem-noise-only', 'rem-memories-only'],
    epochs: 50,
    orderings: [
      ['pad', 'rem-noise-only'],
      ['pad', 'rem-memories-only'],
    ],
  }),
  readoutTarget({
    id: 'app5',
    title: 'The order of the sleep phases',
    source: place('appendix 1, figure 5'),
    shows: 'REM before NREM makes no difference to the readout.',
    conditions: ['pad', 'rem-first'],
    epochs: 50,
    orderings: [],
    alike: [['pad', 'rem-first']],
  }),
  readoutTarget({
    id: 'app6',
    title: 'NREM sleep that replays mixed memories',
    source: place('appendix 1, figure 6'),
    shows: 'Replaying mixed instead of single memories in NREM makes little difference to the readout.',
    conditions: ['pad', 'nrem-mixed'],
    epochs: 50,
    orderings: [],
    alike: [['pad', 'nrem-mixed']],
  }),
];
