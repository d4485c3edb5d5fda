import type { LineMark, Panel } from '@oneiros/figure';
import { nameOfCondition, nameOfData } from '../conditions.ts';
import type { EvidenceGroup } from '../evidence.ts';
import { measuredIn } from '../measured.ts';
import { labelOf } from '../readouts.ts';
import { groupsOf } from '../select.ts';
import type { Target } from '../target.ts';
import { spreadOf } from '../claim.ts';
import { z } from 'zod';

const lossTitles = {
  reconstruction: 'L_img, reconstruction',
  divergence: 'L_KL, divergence of latents',
  reality: 'L_real, monitor on images',
  nrem: 'L_NREM, recovered latents',
  adversarial: 'L_REM, monitor on dreams',
} as const;
type LossName = keyof typeof lossTitles;
const lossNames = Object.keys(lossTitles) as LossName[];

const form = z.record(z.string(), z.number().nullable());

/** Means over an epoch of training where the condition trains the loss, else what the probe measured without gradient. */
function lineOf(group: EvidenceGroup, loss: LossName): LineMark {
  const byEpoch = new Map<number, number[]>();
  const note = (epoch: number, value: number | null | undefined): void => {
    if (value != null && Number.isFinite(value)) byEpoch.set(epoch, [...(byEpoch.get(epoch) ?? []), value]);
  };
  const isTrained = group.runs.some((run) => run.losses.some(({ means }) => means[loss] !== undefined));
  for (const run of group.runs) {
    if (isTrained) run.losses.forEach(({ epoch, means }) => note(epoch, means[loss]));
    else measuredIn(run, 'losses', form).forEach(({ epoch, result }) => note(epoch, result[loss]));
  }
  const spreads = [...byEpoch]
    .sort(([a], [b]) => a - b)
    .map(([epoch, values]) => ({ epoch, spread: spreadOf(values)! }));
  return {
    kind: 'line',
    name: isTrained ? labelOf(group) : `${labelOf(group)}, not trained`,
    isDashed: !isTrained,
    points: spreads.map(({ epoch, spread }) => [epoch, spread.value] as const),
    band: spreads
      .filter(({ spread }) => spread.n > 1)
      .map(({ epoch, spread }) => [epoch, spread.value - spread.halfWidth, spread.value + spread.halfWidth] as const),
  };
}

const panelsOf = (groups: readonly EvidenceGroup[]): Panel[] =>
  [...new Set(groups.map(({ data }) => data))].flatMap((data) =>
    lossNames.map((loss) => ({
      title: `${nameOfData(data)}: ${lossTitles[loss]}`,
      xLabel: 'epoch',
      yLabel: 'loss',
      marks: groups.filter((group) => group.data === data).map((group) => lineOf(group, loss)),
    })),
  );

const lossTarget = (
  id: string,
  where: string,
  title: string,
  shows: string,
  conditions: readonly string[],
): Target => ({
  id,
  title,
  source: `Deperrois et al. 2022, ${where}`,
  shows,
  needs: {
    conditions,
    data: ['cifar10', 'svhn'],
    epochs: 50,
    probes: [{ probe: 'losses', at: 'epochs' }],
  },
  build(all) {
    const groups = groupsOf(all, conditions);
    return {
      figures:
        groups.length === 0
          ? []
          : [
              {
                name: id,
                caption: `Means over each epoch of training; dashed: measured on held-out images without gradient, where ${conditions.map(nameOfCondition).join(', ')} do not train the loss.`,
                figure: { title, panels: panelsOf(groups) },
              },
            ],
      images: [],
      tables: [],
      claims: [],
    };
  },
});

export const lossTargets: readonly Target[] = [
  lossTarget(
    'app1',
    'appendix 1, figure 1',
    'Losses through training, PAD',
    'Reconstruction and the recovery of latents improve; monitor and dreams keep each other in balance.',
    ['pad'],
  ),
  lossTarget(
    'app2',
    'appendix 1, figure 2',
    'Losses through training, other conditions',
    'What a condition leaves out stays high, or is not needed for the rest.',
    ['pad', 'no-rem', 'no-nrem', 'no-memory-mix', 'wake-only'],
  ),
];
