import type { LineMark, Panel } from '@oneiros/figure';
import { z } from 'zod';
import { claimGreater, spreadOf } from '../claim.ts';
import { nameOfCondition, nameOfData } from '../conditions.ts';
import type { EvidenceGroup } from '../evidence.ts';
import { atEpochs, measuredIn, newestIn } from '../measured.ts';
import { commonEpoch, labelOf, readoutAt } from '../readouts.ts';
import { comparedSettingsOf, groupIn, groupsOf } from '../select.ts';
import type { ProbeNeed, Target } from '../target.ts';

const angle = z.object({ cosine: z.number().nullable(), signAgreement: z.number().nullable() });
const pathway = z.object({
  norms: z.object({ wake: z.number(), rem: z.number(), wakeSleepWake: z.number(), wakeSleepSleep: z.number() }),
  wakeAgainstRem: z.object({ total: angle, realityOnDream: angle }),
});
const changes = z.object({
  areas: z.record(z.string(), z.object({ feedforward: pathway, feedback: pathway.optional() })),
});
const monitor = z.object({
  hitRate: z.number(),
  falseAlarmRate: z.number(),
  dPrime: z.number(),
  criterion: z.number(),
});

const conditions = [
  'pad',
  'wake-sleep',
  'rem-deprived',
  'monitor-lesioned',
  'feedback-silenced',
  'feedback-plasticity-blocked',
] as const;
const probes: readonly ProbeNeed[] = [
  { probe: 'signatures', at: 'epochs' },
  { probe: 'monitor', at: 'epochs' },
];

/** A value of a probe against epochs, a line for each name, of the first run of a group. */
function linesOf<Result>(
  group: EvidenceGroup,
  probe: string,
  form: z.ZodType<Result>,
  valuesOf: (result: Result) => Readonly<Record<string, number | null | undefined>>,
): LineMark[] {
  const measured = measuredIn(group.runs[0]!, probe, form);
  const names = [...new Set(measured.flatMap(({ result }) => Object.keys(valuesOf(result))))];
  return names.map((name) => ({
    kind: 'line',
    name,
    points: measured.flatMap(({ epoch, result }) => {
      const value = valuesOf(result)[name];
      return value == null ? [] : [[epoch, value] as const];
    }),
  }));
}

const byArea = <Value>(
  result: z.infer<typeof changes>,
  value: (area: z.infer<typeof changes>['areas'][string]) => Value,
) => Object.fromEntries(Object.entries(result.areas).map(([name, area]) => [name, value(area)]));

function panelsOf(groups: readonly EvidenceGroup[]): Panel[] {
  const angles = groups
    .filter(({ condition }) => condition === 'pad')
    .flatMap((group): Panel[] => {
      const axes = { xLabel: 'epoch', yLabel: 'cosine', isFreeBelow: true };
      const title = `${nameOfCondition(group.condition)}, ${nameOfData(group.data)}`;
      return [
        {
          ...axes,
          title: `${title}: feedforward, Wake against REM`,
          marks: linesOf(group, 'signatures', changes, (result) =>
            byArea(result, ({ feedforward }) => feedforward.wakeAgainstRem.total.cosine),
          ),
        },
        {
          ...axes,
          title: `${title}: feedback, Wake against REM`,
          marks: linesOf(group, 'signatures', changes, (result) =>
            byArea(result, ({ feedback }) => feedback?.wakeAgainstRem.total.cosine),
          ),
        },
      ];
    });
  const sensitivity: Panel = {
    title: "Reality monitor: d' on held-out images",
    xLabel: 'epoch',
    yLabel: "d'",
    isFreeBelow: true,
    marks: groups.flatMap((group) =>
      linesOf(group, 'monitor', monitor, ({ dPrime }) => ({ [labelOf(group)]: dPrime })),
    ),
  };
  return [...angles, sensitivity];
}

export const signatures: Target = {
  id: 'signatures',
  title: 'Signatures of adversarial learning',
  source: 'Deperrois et al. 2022, Discussion: predictions that the paper does not simulate',
  shows:
    'Both pathways are plastic in Wake and in REM, unlike under Wake-Sleep, which alternates; the monitor tells dreams from images only where it has learned of both; silencing feedback in REM costs the code.',
  needs: { conditions, data: ['cifar10'], epochs: 10, probes },
  build(all) {
    const groups = groupsOf(all, conditions);
    const panels = panelsOf(groups).filter(({ marks }) => marks.some(({ kind }) => kind === 'line'));
    const rows = groups.flatMap((group) =>
      newestIn(group, 'signatures', changes)
        .slice(0, 1)
        .flatMap(({ result, epoch }) =>
          Object.entries(result.areas).flatMap(([area, { feedforward, feedback }]) =>
            (
              [
                ['feedforward', feedforward],
                ['feedback', feedback],
              ] as const
            ).flatMap(([direction, one]) => {
              if (one === undefined) return [];
              const { norms, wakeAgainstRem } = one;
              const shown = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
              return [
                [
                  labelOf(group),
                  String(epoch),
                  area,
                  direction,
                  ...[norms.wake, norms.rem, norms.wakeSleepWake, norms.wakeSleepSleep].map((norm) =>
                    norm.toExponential(2),
                  ),
                  shown(wakeAgainstRem.total.cosine),
                  shown(wakeAgainstRem.total.signAgreement),
                  shown(wakeAgainstRem.realityOnDream.cosine),
                ],
              ];
            }),
          ),
        ),
    );
    const monitored = (setting: { data: string; scale: string }, condition: string) => {
      const measured = newestIn(groupIn(groups, setting, condition), 'monitor', monitor);
      return {
        name: atEpochs(nameOfCondition(condition), measured),
        spread: spreadOf(measured.map(({ result }) => result.dPrime)),
      };
    };
    return {
      figures:
        panels.length === 0
          ? []
          : [
              {
                name: 'signatures',
                caption:
                  'Cosine between the weight changes that Wake and REM ask for on the same images and frozen weights (raw gradients), in total; 1: the same direction, -1: opposite. Of one run each.',
                figure: { title: 'Signatures of adversarial learning', panels },
              },
            ],
      images: [],
      tables: [
        {
          name: 'signatures',
          caption:
            'Lengths of the weight changes by state (PAD and Wake-Sleep objectives in the same brain), cosine and agreement of signs of Wake against REM in total, and the cosine of the adversarial terms alone on the very same dream, which is -1 by construction.',
          header: [
            'condition',
            'epoch',
            'area',
            'pathway',
            'Wake',
            'REM',
            'W-S Wake',
            'W-S sleep',
            'cosine',
            'signs alike',
            'adversarial alone',
          ],
          rows,
        },
      ],
      claims: comparedSettingsOf(groups).flatMap((setting) => {
        const pair = ['pad', 'feedback-silenced'].map((condition) => groupIn(groups, setting, condition));
        const epoch = commonEpoch(pair);
        const [intact, silenced] = pair.map((group, i) => ({
          name: nameOfCondition(['pad', 'feedback-silenced'][i]!),
          spread: readoutAt(group, epoch, 'softmax'),
        }));
        const [pad, deprived] = [monitored(setting, 'pad'), monitored(setting, 'rem-deprived')];
        return [
          claimGreater(
            `${nameOfData(setting.data)}: REM deprivation costs the monitor sensitivity (d')`,
            pad,
            deprived,
            2,
          ),
          claimGreater(
            `${nameOfData(setting.data)}: silencing feedback in REM costs the readout, after ${epoch} epochs`,
            intact!,
            silenced!,
          ),
        ];
      }),
    };
  },
};
