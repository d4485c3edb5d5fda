import type { Figure, LineMark, Panel } from '@oneiros/figure';
import { spreadOf, type Spread } from './claim.ts';
import { nameOfCondition, nameOfData } from './conditions.ts';
import type { EvidenceGroup, RunEvidence } from './evidence.ts';

/** Which readout: the paper's, by gradient descent, or the one in closed form. */
export type ReadoutKind = 'softmax' | 'ridge';

/** Single epochs wobble by 2-4 points, because the readout by gradient descent never settles: so many are averaged. */
export const smoothedEpochs = 3;

const valuesAt = (run: RunEvidence, kind: ReadoutKind, epoch: number): number[] =>
  run.readouts
    .filter((each) => each.epoch > epoch - smoothedEpochs && each.epoch <= epoch)
    .map((each) => each[kind])
    .filter((value) => value !== null)
    .map((value) => 100 * value);

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Readout of a group at an epoch, percent: each run's mean over the last three epochs up to it; the half-width is the s.e.m.
 * over runs, or half the range of those epochs where there is one run only.
 */
export function readoutAt(group: EvidenceGroup | undefined, epoch: number, kind: ReadoutKind): Spread | undefined {
  const each = (group?.runs ?? []).map((run) => valuesAt(run, kind, epoch)).filter((values) => values.length > 0);
  if (each.length === 0) return undefined;
  const range = Math.max(...each[0]!) - Math.min(...each[0]!);
  return spreadOf(each.map(meanOf), range / 2);
}

/** The last epoch with a readout that every run of every group has: where groups can be compared. */
export function commonEpoch(groups: readonly (EvidenceGroup | undefined)[]): number {
  const last = groups.flatMap((group) => (group?.runs ?? []).map((run) => run.readouts.at(-1)?.epoch ?? 0));
  return last.length === 0 ? 0 : Math.min(...last);
}

/** Readout against epochs for several groups: mean over seeds, with the s.e.m. as a band where there are at least two. */
export function readoutLines(groups: readonly EvidenceGroup[], kind: ReadoutKind): LineMark[] {
  return groups.map((group) => {
    const epochs = [...new Set(group.runs.flatMap((run) => run.readouts.map(({ epoch }) => epoch)))].sort(
      (a, b) => a - b,
    );
    const spreads = epochs.flatMap((epoch) => {
      const values = group.runs.flatMap((run) => {
        const value = run.readouts.find((each) => each.epoch === epoch)?.[kind];
        return value == null ? [] : [100 * value];
      });
      const spread = spreadOf(values);
      return spread === undefined ? [] : [{ epoch, ...spread }];
    });
    return {
      kind: 'line',
      name: labelOf(group),
      points: spreads.map(({ epoch, value }) => [epoch, value] as const),
      band: spreads
        .filter(({ n }) => n > 1)
        .map(({ epoch, value, halfWidth }) => [epoch, value - halfWidth, value + halfWidth] as const),
    };
  });
}

/** Such as `PAD (N = 4)`: never a mean without its number of runs. */
export const labelOf = ({ condition, runs }: EvidenceGroup): string =>
  `${nameOfCondition(condition)} (N = ${runs.length})`;

/** Readout against epochs, a panel for each image set and kind of readout. */
export function readoutFigure(title: string, groups: readonly EvidenceGroup[]): Figure {
  const sets = [...new Set(groups.map(({ data }) => data))];
  const panels = sets.flatMap((data): Panel[] => {
    const own = groups.filter((group) => group.data === data);
    return (['softmax', 'ridge'] as const).map((kind) => ({
      title: `${nameOfData(data)}, ${kind === 'softmax' ? "the paper's readout" : 'ridge readout'}`,
      xLabel: 'epoch',
      yLabel: 'test images told right, %',
      isFreeBelow: true,
      marks: readoutLines(own, kind),
    }));
  });
  return { title, panels };
}
