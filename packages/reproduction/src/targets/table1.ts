import { publishedReadouts, type PublishedReadout } from '@oneiros/atlas';
import { differenceToPublished, summariseSeeds } from '@oneiros/metrics';
import { claimGreater } from '../claim.ts';
import { nameOfCondition, nameOfData } from '../conditions.ts';
import { commonEpoch, readoutAt, smoothedEpochs } from '../readouts.ts';
import { comparedSettingsOf, groupIn, groupsOf } from '../select.ts';
import type { Target } from '../target.ts';

const conditions = ['pad', 'no-memory-mix', 'no-rem', 'no-nrem', 'wake-only'] as const;

const publishedEpoch = 50;
const inPercent = ({ mean, sem, n }: PublishedReadout) => ({ mean: 100 * mean, sem: 100 * sem, n });

/** One readout a run at its last epoch, percent, smoothed as everywhere. */
const lastReadouts = (runs: Parameters<typeof readoutAt>[0] & object): number[] =>
  runs.runs.flatMap((run) => {
    const last = run.readouts.at(-1)?.epoch;
    const spread = last === undefined ? undefined : readoutAt({ ...runs, runs: [run] }, last, 'softmax');
    return spread === undefined ? [] : [spread.value];
  });

export const table1: Target = {
  id: 'table1',
  title: 'Readout at the end of training',
  source: 'Deperrois et al. 2022, appendix 1, table 1',
  shows: `Linear readout of z after ${publishedEpoch} epochs for five conditions, mean ± s.e.m. of four seeds.`,
  needs: { conditions, data: ['cifar10', 'svhn'], epochs: publishedEpoch, probes: [] },
  build(all) {
    const groups = groupsOf(all, conditions);
    const rows = groups.map((group) => {
      const { condition, data, runs } = group;
      const published = runs[0]!.published === null ? undefined : inPercent(runs[0]!.published);
      const values = lastReadouts(group);
      const ours = values.length === 0 ? undefined : summariseSeeds(values);
      const score = ours && published ? differenceToPublished(ours, published) : null;
      const epochs = [...new Set(runs.map((run) => run.readouts.at(-1)?.epoch ?? 0))];
      return [
        nameOfData(data),
        nameOfCondition(condition),
        ours === undefined ? 'not measured' : ours.mean.toFixed(2),
        ours?.sem == null ? '-' : ours.sem.toFixed(2),
        String(values.length),
        epochs.join(', '),
        published === undefined
          ? '-'
          : `${published.mean.toFixed(2)} ± ${published.sem.toFixed(2)} (N = ${published.n})`,
        score === null ? '-' : score.toFixed(2),
      ];
    });
    const claims = comparedSettingsOf(groups).flatMap((setting) => {
      const published = setting.data === 'svhn' ? publishedReadouts.svhn : publishedReadouts.cifar10;
      const ordered = [...conditions].sort((a, b) => published[b]!.mean - published[a]!.mean);
      return ordered.slice(1).map((worse, i) => {
        const better = ordered[i]!;
        const pair = [better, worse].map((name) => groupIn(groups, setting, name));
        const epoch = commonEpoch(pair);
        const [first, second] = [better, worse].map((name, k) => ({
          name: nameOfCondition(name),
          spread: readoutAt(pair[k], epoch, 'softmax'),
        }));
        const text = `${nameOfData(setting.data)}: ${first!.name} above ${second!.name} after ${epoch} epochs`;
        return claimGreater(text, first!, second!);
      });
    });
    return {
      figures: [],
      images: [],
      tables: [
        {
          name: 'table1',
          caption: `Percent of test images told right; ours: mean over the last ${smoothedEpochs} epochs of each run. z = (ours - theirs) / √(s.e.m.₁² + s.e.m.₂²), only where both have at least two seeds; it says little where we trained for fewer epochs, and is left out where network or images are not the paper's.`,
          header: ['images', 'condition', 'ours', 's.e.m.', 'N', 'epochs', `published (${publishedEpoch} epochs)`, 'z'],
          rows,
        },
      ],
      claims,
    };
  },
};
