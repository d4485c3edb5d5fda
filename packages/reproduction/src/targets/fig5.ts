import type { Panel } from '@oneiros/figure';
import { z } from 'zod';
import { claimGreater, spreadOf, type Claim } from '../claim.ts';
import { nameOfCondition, nameOfData } from '../conditions.ts';
import type { EvidenceGroup } from '../evidence.ts';
import { atEpochs, newestIn } from '../measured.ts';
import { labelOf } from '../readouts.ts';
import { comparedSettingsOf, groupIn, groupsOf, settingsOf } from '../select.ts';
import type { Target } from '../target.ts';

const form = z.object({
  series: z.array(
    z.object({
      perturbation: z.string(),
      tileSidePx: z.number().nullable(),
      levels: z.array(z.number()),
      accuracies: z.array(z.number()),
    }),
  ),
  chance: z.number(),
});
type Result = z.infer<typeof form>;

const conditions = ['pad', 'no-nrem'] as const;
/** The side of the paper's tiles, px. */
const paperTile = 4;

const curveOf = ({ series }: Result, perturbation: string, tile: number | null) =>
  series.find((each) => each.perturbation === perturbation && each.tileSidePx === tile);

function panelOf(groups: readonly EvidenceGroup[], title: string, perturbation: string, tile: number | null): Panel {
  const marks = groups.flatMap((group) => {
    const curves = newestIn(group, 'robustness', form).flatMap(
      ({ result }) => curveOf(result, perturbation, tile) ?? [],
    );
    if (curves.length === 0) return [];
    const spreads = curves[0]!.levels.map((level, i) => ({
      level,
      spread: spreadOf(curves.map(({ accuracies }) => 100 * (accuracies[i] ?? NaN))),
    }));
    return [
      {
        kind: 'line' as const,
        name: labelOf(group),
        points: spreads.flatMap(({ level, spread }) => (spread ? [[100 * level, spread.value] as const] : [])),
        band: spreads.flatMap(({ level, spread }) =>
          spread && spread.n > 1
            ? [[100 * level, spread.value - spread.halfWidth, spread.value + spread.halfWidth] as const]
            : [],
        ),
      },
    ];
  });
  const chance = groups.flatMap((group) => newestIn(group, 'robustness', form)).at(0)?.result.chance;
  const level = chance === undefined ? [] : [{ kind: 'level' as const, name: 'largest class', y: 100 * chance }];
  const xLabel = perturbation === 'occlusion' ? 'occluded, %' : `${perturbation}, % of the strongest`;
  return { title, xLabel, yLabel: 'test images told right, %', marks: [...marks, ...level] };
}

/** Such as `CIFAR-10: nf 64, all images, PAD (epoch 25), w/o NREM (epoch 10)`. */
function measuredWhere(groups: readonly EvidenceGroup[], setting: { data: string; scale: string }): string {
  const brains = conditions.flatMap((condition) => {
    const measured = newestIn(groupIn(groups, setting, condition), 'robustness', form);
    return measured.length === 0 ? [] : [atEpochs(nameOfCondition(condition), measured)];
  });
  return `${nameOfData(setting.data)}: ${[setting.scale, ...brains].join(', ')}`;
}

/** At the levels between 20 and 80 %, where the curves can differ. */
function claimOf(groups: readonly EvidenceGroup[], setting: { data: string; scale: string }): Claim {
  const [pad, without] = conditions.map((condition) => {
    const measured = newestIn(groupIn(groups, setting, condition), 'robustness', form);
    const means = measured.flatMap(({ result }) => {
      const curve = curveOf(result, 'occlusion', paperTile);
      const inner = curve?.accuracies.filter((_, i) => curve.levels[i]! >= 0.2 && curve.levels[i]! <= 0.8) ?? [];
      return inner.length === 0 ? [] : [(100 * inner.reduce((a, b) => a + b, 0)) / inner.length];
    });
    return { name: atEpochs(nameOfCondition(condition), measured), spread: spreadOf(means) };
  });
  return claimGreater(
    `${nameOfData(setting.data)}: PAD above w/o NREM on images occluded by 20 to 80 %, tiles of ${paperTile} px`,
    pad!,
    without!,
  );
}

export const fig5: Target = {
  id: 'fig5',
  title: 'NREM dreams make the code robust to occlusion',
  source: 'Deperrois et al. 2022, figure 5',
  shows: 'A readout trained on clean images, tested on occluded ones: with NREM it falls later than without.',
  needs: {
    conditions,
    data: ['cifar10', 'svhn'],
    epochs: 50,
    probes: [{ probe: 'robustness', at: 'late' }],
  },
  build(all) {
    const groups = groupsOf(all, conditions);
    const settings = settingsOf(groups);
    const panels = settings.flatMap((setting) => {
      const own = groups.filter(({ data, scale }) => data === setting.data && scale === setting.scale);
      const name = nameOfData(setting.data);
      return [
        panelOf(own, `${name}, tiles of ${paperTile} px (the paper's)`, 'occlusion', paperTile),
        panelOf(own, `${name}, tiles of 1 px`, 'occlusion', 1),
        panelOf(own, `${name}, tiles of 8 px`, 'occlusion', 8),
        ...['noise', 'blur', 'contrast', 'shift'].map((kind) => panelOf(own, `${name}, ${kind}`, kind, null)),
      ];
    });
    const isMeasured = panels.some(({ marks }) => marks.length > 0);
    return {
      figures: isMeasured
        ? [
            {
              name: 'fig5',
              caption: `Readout trained on clean latents, tested on perturbed images; a mask for each image. ${settings.map((setting) => measuredWhere(groups, setting)).join('; ')}.`,
              figure: { title: 'Readout of perturbed images', panels },
            },
          ]
        : [],
      images: [],
      tables: [],
      claims: comparedSettingsOf(groups).map((setting) => claimOf(groups, setting)),
    };
  },
};
