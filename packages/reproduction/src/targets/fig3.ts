import type { LineMark } from '@oneiros/figure';
import { z } from 'zod';
import { claimGreater, spreadOf } from '../claim.ts';
import { nameOfData } from '../conditions.ts';
import { atEpochs, earliestIn, measuredIn, newestIn } from '../measured.ts';
import { labelOf } from '../readouts.ts';
import { groupsOf } from '../select.ts';
import type { Target } from '../target.ts';

const form = z.object({ nrem: z.number(), rem: z.number(), n: z.number(), dimension: z.number(), name: z.string() });
const phases = ['nrem', 'rem'] as const;

export const fig3: Target = {
  id: 'fig3',
  title: 'Dreams become more realistic',
  source: 'Deperrois et al. 2022, figure 3',
  shows: 'Dreams early and late in training, and their Fréchet distance to the training images, which falls.',
  needs: {
    conditions: ['pad'],
    data: ['cifar10', 'svhn'],
    epochs: 50,
    probes: [
      { probe: 'realism', at: 'early' },
      { probe: 'realism', at: 'late' },
    ],
  },
  build(all) {
    const groups = groupsOf(all, ['pad']);
    const marks = groups.flatMap((group) =>
      group.runs.flatMap((run) => {
        const measured = measuredIn(run, 'realism', form).filter(({ epoch }) => epoch > 0);
        return phases.map((phase): LineMark => ({
          kind: 'line',
          name: `${phase.toUpperCase()} dreams, ${nameOfData(group.data)}, seed ${run.seed}`,
          points: measured.map(({ epoch, result }) => [epoch, result[phase]] as const),
        }));
      }),
    );
    const first = groups.flatMap((group) => newestIn(group, 'realism', form)).at(0)?.result;
    return {
      figures:
        first === undefined
          ? []
          : [
              {
                name: 'fig3-distance',
                caption: `Fréchet distance of dreams to training images (${first.name}, ${first.n} images of each, ${first.dimension} features). FID-768 is not comparable with published FID.`,
                figure: {
                  title: 'Distance of dreams to images',
                  panels: [{ title: `${first.name} by epoch`, xLabel: 'epoch', yLabel: first.name, marks }],
                },
              },
            ],
      images: groups.flatMap((group) =>
        group.runs.flatMap((run) =>
          run.dreams === null
            ? []
            : [
                {
                  name: `fig3-dreams-${group.data}-${run.seed}`,
                  caption: `What was seen, how it is remembered, and dreams of NREM and REM: ${labelOf(group)}, ${nameOfData(group.data)}, seed ${run.seed}; ${group.scale}.`,
                  source: run.dreams,
                },
              ],
        ),
      ),
      tables: [],
      claims: groups.flatMap((group) =>
        phases.map((phase) => {
          const [early, late] = [earliestIn(group, 'realism', form), newestIn(group, 'realism', form)];
          const isLater = (late[0]?.epoch ?? 0) > (early[0]?.epoch ?? 0);
          const valuesOf = (each: typeof early) => spreadOf(each.map(({ result }) => result[phase]));
          return claimGreater(
            `${nameOfData(group.data)}: ${phase.toUpperCase()} dreams come closer to the images with training`,
            { name: atEpochs('early', early), spread: isLater ? valuesOf(early) : undefined },
            { name: atEpochs('late', late), spread: isLater ? valuesOf(late) : undefined },
          );
        }),
      ),
    };
  },
};
