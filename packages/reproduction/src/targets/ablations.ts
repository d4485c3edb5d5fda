import { nameOfCondition, nameOfData } from '../conditions.ts';
import { commonEpoch, readoutAt } from '../readouts.ts';
import { settingsOf } from '../select.ts';
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

const notAblations = new Set(['no-rem', 'no-nrem', 'wake-only', 'no-memory-mix']);

export const ablations: Target = {
  id: 'ablations',
  title: 'Other rules, lesions and schedules',
  source: 'not in the paper; asked for by its reviewers (eLife 11:e76384, author response)',
  shows: 'How the readout of z depends on what the paper kept fixed.',
  needs: { conditions: ['pad', ...ablationConditions], data: ['cifar10'], epochs: 10, probes: [] },
  build(all) {
    const groups = all.filter(({ condition }) => !notAblations.has(condition));
    const settings = settingsOf(groups).map((setting) => {
      const own = groups.filter(({ data, scale }) => data === setting.data && scale === setting.scale);
      return { ...setting, own, epoch: commonEpoch(own) };
    });
    const drawn = settings.filter(({ own }) => own.length > 1);
    return {
      figures: [],
      images: [],
      tables: drawn.map(({ data, scale, own, epoch }) => {
        const pad = own.find(({ condition }) => condition === 'pad');
        const reference = readoutAt(pad, epoch, 'softmax');
        const referenceRidge = readoutAt(pad, epoch, 'ridge');
        return {
          name: `ablations-${data}`,
          caption: `${nameOfData(data)}: ${scale}. Readout after epoch ${epoch}, mean over the last three epochs, ± s.e.m. over seeds or half the range of those epochs; difference to PAD in points.`,
          header: ['condition', 'N', 'readout, %', 'to PAD', 'ridge, %', 'to PAD'],
          rows: own.map((group) => {
            const [softmax, ridge] = [readoutAt(group, epoch, 'softmax'), readoutAt(group, epoch, 'ridge')];
            const value = (spread: typeof softmax): string =>
              spread === undefined ? 'not measured' : `${spread.value.toFixed(1)} ± ${spread.halfWidth.toFixed(1)}`;
            const difference = (spread: typeof softmax, to: typeof reference): string =>
              spread === undefined || to === undefined || group === pad ? '-' : (spread.value - to.value).toFixed(1);
            return [
              nameOfCondition(group.condition),
              String(group.runs.length),
              value(softmax),
              difference(softmax, reference),
              value(ridge),
              difference(ridge, referenceRidge),
            ];
          }),
        };
      }),
      claims: [],
    };
  },
};
