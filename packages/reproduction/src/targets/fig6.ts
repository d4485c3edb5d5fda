import { seriesColors, type DotsMark, type Panel } from '@oneiros/figure';
import { z } from 'zod';
import { claimGreater, spreadInWords, spreadOf, type Compared } from '../claim.ts';
import { nameOfCondition, nameOfData } from '../conditions.ts';
import type { EvidenceGroup } from '../evidence.ts';
import { atEpochs, measuredIn, newestIn } from '../measured.ts';
import { labelOf } from '../readouts.ts';
import { bySetting, comparedSettingsOf, groupIn, groupsOf } from '../select.ts';
import type { Target } from '../target.ts';

const ratios = z.object({ intraInter: z.number(), occludedInter: z.number() });
const form = z.object({
  explained: z.array(z.number()),
  points: z.object({
    x: z.array(z.number()),
    y: z.array(z.number()),
    label: z.array(z.number()),
    occluded: z.array(z.boolean()),
  }),
  ratios: z.object({ euclidean: ratios, squared: ratios }),
});
type Geometry = z.infer<typeof form>;

const conditions = ['pad', 'no-nrem', 'no-rem'] as const;

const occludedEnding = ', occluded';

function scatterOf(group: EvidenceGroup): Panel[] {
  const measured = newestIn(group, 'geometry', form).slice(0, 1);
  const result = measured.at(0)?.result;
  if (result === undefined) return [];
  const labels = [...new Set(result.points.label)].sort((a, b) => a - b);
  const marks = labels.flatMap((label) =>
    [false, true].map((occluded): DotsMark => ({
      kind: 'dots',
      name: `class ${label}${occluded ? occludedEnding : ''}`,
      shape: occluded ? 'cross' : 'circle',
      points: pointsOf(result, label, occluded),
    })),
  );
  const percent = (axis: number): string => `axis ${axis + 1} (${(100 * (result.explained[axis] ?? 0)).toFixed(1)} %)`;
  const title = `${atEpochs(nameOfCondition(group.condition), measured)}, ${nameOfData(group.data)}, one run`;
  return [{ title, xLabel: percent(0), yLabel: percent(1), isFreeBelow: true, marks }];
}

/** A colour for each class, clean and occluded alike: the shape tells these apart. */
function colorsOf(panels: readonly Panel[]): Record<string, string> {
  const names = panels.flatMap(({ marks }) => marks.map(({ name }) => name));
  const classes = [...new Set(names.map((name) => name.replace(occludedEnding, '')))];
  return Object.fromEntries(
    classes.flatMap((name, i) =>
      [name, name + occludedEnding].map((each) => [each, seriesColors[i % seriesColors.length]!]),
    ),
  );
}

const pointsOf = ({ points }: Geometry, label: number, occluded: boolean) =>
  points.x.flatMap((x, i) =>
    points.label[i] === label && points.occluded[i] === occluded ? [[x, points.y[i]!] as const] : [],
  );

export const fig6: Target = {
  id: 'fig6',
  title: 'Geometry of the latent code',
  source: 'Deperrois et al. 2022, figure 6',
  shows:
    'Latents of four classes on their first two principal axes; REM brings images of a class together, NREM occluded images to their clean ones.',
  needs: {
    conditions,
    data: ['cifar10', 'svhn'],
    epochs: 50,
    probes: [
      { probe: 'geometry', at: 'first' },
      { probe: 'geometry', at: 'late' },
    ],
  },
  build(all) {
    const groups = bySetting(groupsOf(all, conditions));
    const settings = comparedSettingsOf(groups);
    const scatter = groups.flatMap(scatterOf);
    const compared = (
      setting: (typeof settings)[number],
      condition: string,
      ratio: keyof z.infer<typeof ratios>,
    ): Compared => {
      const measured = newestIn(groupIn(groups, setting, condition), 'geometry', form);
      return {
        name: atEpochs(nameOfCondition(condition), measured),
        spread: spreadOf(measured.map(({ result }) => result.ratios.euclidean[ratio])),
      };
    };
    const rows = groups.flatMap((group) =>
      (['euclidean', 'squared'] as const).flatMap((metric) =>
        (['untrained', 'trained'] as const).map((when) => {
          const measured = group.runs.flatMap((run) => {
            const own = measuredIn(run, 'geometry', form);
            return when === 'untrained'
              ? own.filter(({ epoch }) => epoch === 0).slice(0, 1)
              : own.filter(({ epoch }) => epoch > 0).slice(-1);
          });
          const mean = (ratio: keyof z.infer<typeof ratios>): string => {
            const spread = spreadOf(measured.map(({ result }) => result.ratios[metric][ratio]));
            return spread === undefined ? 'not measured' : spreadInWords(spread, 3);
          };
          const epochs = [...new Set(measured.map(({ epoch }) => epoch))].join(', ') || '-';
          return [
            nameOfData(group.data),
            labelOf(group),
            when,
            epochs,
            metric,
            mean('intraInter'),
            mean('occludedInter'),
          ];
        }),
      ),
    );
    const claim = (
      setting: (typeof settings)[number],
      worse: string,
      ratio: keyof z.infer<typeof ratios>,
      text: string,
    ) =>
      claimGreater(
        `${nameOfData(setting.data)}: ${text}`,
        compared(setting, worse, ratio),
        compared(setting, 'pad', ratio),
        3,
      );
    return {
      figures:
        scatter.length === 0
          ? []
          : [
              {
                name: 'fig6-pca',
                caption:
                  'Test images of four classes, clean (circles) and 30 % occluded (crosses), on the first two principal axes of both together.',
                figure: {
                  title: 'Latents on their principal axes',
                  panels: scatter,
                  columns: conditions.length,
                  colors: colorsOf(scatter),
                },
              },
            ],
      images: [],
      tables: [
        {
          name: 'fig6-ratios',
          caption:
            "Mean distance within a class over that between classes, and of an occluded image to its clean one over that between classes. `euclidean`: Euclidean distances and a mask for each image (the paper's words); `squared`: squared distances and one mask a batch (the published code's).",
          header: ['images', 'condition', 'brain', 'epoch', 'distance', 'intra/inter', 'occluded/inter'],
          rows,
        },
      ],
      claims: settings.flatMap((setting) => [
        claim(setting, 'no-rem', 'intraInter', 'images of a class lie closer together with REM than without'),
        claim(
          setting,
          'no-nrem',
          'occludedInter',
          'occluded images lie closer to their clean ones with NREM than without',
        ),
      ]),
    };
  },
};
