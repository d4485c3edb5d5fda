import type { EvidenceGroup } from './evidence.ts';
import type { TargetReport } from './report.ts';
import type { ProbeNeed, Target } from './target.ts';
import { ablations } from './targets/ablations.ts';
import { fig3 } from './targets/fig3.ts';
import { fig5 } from './targets/fig5.ts';
import { fig6 } from './targets/fig6.ts';
import { fig9 } from './targets/fig9.ts';
import { lossTargets } from './targets/loss-targets.ts';
import { readoutTargets } from './targets/readout-targets.ts';
import { signatures } from './targets/signatures.ts';
import { table1 } from './targets/table1.ts';

const all: readonly Target[] = [
  fig3,
  ...readoutTargets,
  fig5,
  fig6,
  fig9,
  table1,
  ...lossTargets,
  signatures,
  ablations,
];
const order = [
  'fig3',
  'fig4',
  'fig5',
  'fig6',
  'fig9',
  'table1',
  'app1',
  'app2',
  'app3',
  'app4',
  'app5',
  'app6',
  'signatures',
  'ablations',
];

/** Everything that can be reproduced, in the order of the paper. */
export const targets: readonly Target[] = [...all].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
export const targetIds: readonly string[] = targets.map(({ id }) => id);

/** What a target shows in the runs at hand, and what is missing for the rest. */
export function reportTarget(target: Target, groups: readonly EvidenceGroup[]): TargetReport {
  const { id, title, source, shows } = target;
  return { id, title, source, shows, ...target.build(groups), missing: missingOf(target, groups) };
}

/** In words: conditions without a run, runs shorter than the paper's, probes that were not measured. */
function missingOf({ needs }: Target, groups: readonly EvidenceGroup[]): string[] {
  return needs.conditions.flatMap((condition) => {
    const own = groups.filter((group) => group.condition === condition);
    if (own.length === 0) return [`no run of ${condition}`];
    return own.flatMap(({ data, runs }) => {
      const short = runs.filter(({ epochs }) => epochs < needs.epochs).map(({ epochs }) => epochs);
      return [
        ...needs.data
          .filter((name) => name === data && short.length > 0)
          .map(() => `${condition} on ${data}: ${Math.max(...short)} epochs, the paper has ${needs.epochs}`),
        ...needs.probes
          .filter((need) => runs.some((run) => !isMeasured(need, run.measurements)))
          .map(({ probe, at }) => `${condition} on ${data}: ${probe} not measured (${at})`),
      ];
    });
  });
}

function isMeasured({ probe, at }: ProbeNeed, measurements: EvidenceGroup['runs'][number]['measurements']): boolean {
  const epochs = measurements.filter((each) => each.probe === probe).map(({ epoch }) => epoch);
  switch (at) {
    case 'first':
      return epochs.includes(0);
    case 'early':
      return epochs.includes(1);
    case 'late':
    case 'epochs':
      return epochs.some((epoch) => epoch > 0);
    default:
      return at satisfies never;
  }
}
