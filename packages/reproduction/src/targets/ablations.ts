import { spreadInWords } from '../claim.ts';
import { nameOfCondition, nameOfData, rankIn } from '../conditions.ts';
import { commonEpoch, readoutAt } from '../readouts.ts';
import { comparedSettingsOf } from '../select.ts';
import type { Target } from '../target.ts';

/** Conditions beside PAD that no figure of the paper holds: other rules, lesions and what reviewers asked for. */
export const ablationConditions = [
  'wake-sleep',
  'no-adversary',
  'contrastive-nrem',
  'rem-deprived',
  'monitor-lesioned',
  'feedback-silenced',
  'feedback-plasticity-blocked',
  'hippocampus-silenced',
  'half-engrams-lost',
  'no-rem-without-noise',
  'no-rem-whole-nrem',
  'blocks-10',
  'blocks-100',
  'rem-first-blocks-10',
  'rem-first-blocks-100',
  'rich-perturbation',
  'kl-tenth',
  'kl-tenfold',
  'kl-annealed',
  'mix-components',
  'mix-four',
  'store-day',
  'store-hopfield',
  'half-width',
  'double-width',
  'shallower',
  'deeper',
] as const;

const conditions: readonly string[] = ['pad', ...ablationConditions];
const notAblations = new Set(['no-rem', 'no-nrem', 'wake-only', 'no-memory-mix']);

export const ablations: Target = {
  id: 'ablations',
  title: 'Other rules, lesions and schedules',
  source: 'not in the paper; asked for by its reviewers (eLife 11:e76384, author response)',
  shows: 'How the readout of z depends on what the paper kept fixed.',
  needs: { conditions, data: ['cifar10'], epochs: 10, probes: [] },
  build(all) {
    const groups = all.filter(({ condition }) => !notAblations.has(condition));
    const settings = comparedSettingsOf(groups);
    return {
      figures: [],
      images: [],
      tables: settings.map(({ data, scale }) => {
        const own = groups
          .filter((group) => group.data === data && group.scale === scale)
          .sort((a, b) => rankIn(conditions, a.condition) - rankIn(conditions, b.condition));
        const pad = own.find(({ condition }) => condition === 'pad');
        return {
          name: `ablations-${data}`,
          caption: `${nameOfData(data)}: ${scale}. Readout after the last epoch of each condition (mean over the last three, ± s.e.m. over seeds or half the range of those epochs), and its difference to PAD after the same epoch, in points.`,
          header: ['condition', 'N', 'epochs', 'readout, %', 'to PAD', 'ridge, %', 'to PAD'],
          rows: own.map((group) => {
            const epoch = commonEpoch(group === pad ? [group] : [group, pad]);
            const cells = (['softmax', 'ridge'] as const).flatMap((kind) => {
              const [spread, to] = [readoutAt(group, epoch, kind), readoutAt(pad, epoch, kind)];
              return [
                spread === undefined ? 'not measured' : spreadInWords(spread),
                spread === undefined || to === undefined || group === pad ? '-' : (spread.value - to.value).toFixed(1),
              ];
            });
            return [nameOfCondition(group.condition), String(group.runs.length), String(epoch), ...cells];
          }),
        };
      }),
      claims: [],
    };
  },
};
