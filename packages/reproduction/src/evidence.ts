import type { PublishedReadout } from '@oneiros/atlas';
import { rankOfData } from './conditions.ts';

/** A measurement of a brain at one moment, as `oneiros evaluate` or a probe of the run itself wrote it. */
export interface Measurement {
  readonly probe: string;
  readonly tick: number;
  /** Complete passes over the training images by then. */
  readonly epoch: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly result: unknown;
}

/** What one run left behind, as far as figures need it. */
export interface RunEvidence {
  /** Its folder, or its name where the folder is gone; to be named in remarks. */
  readonly run: string;
  readonly condition: string;
  /** Name of the image set, such as `cifar10`. */
  readonly data: string;
  readonly seed: number;
  /** Size of network, images and mini-batch, in words; runs that differ in it are never averaged. */
  readonly scale: string;
  /** The published readout of this very experiment, shares; null where network, images or condition are others. */
  readonly published: PublishedReadout | null;
  /** Complete epochs. */
  readonly epochs: number;
  /** Linear readout of z after each epoch: shares of test images told right. */
  readonly readouts: readonly { readonly epoch: number; readonly softmax: number; readonly ridge: number | null }[];
  /** Means of each loss over an epoch; the epoch after which they stand, from 1. */
  readonly losses: readonly { readonly epoch: number; readonly means: Readonly<Record<string, number>> }[];
  readonly measurements: readonly Measurement[];
  /** A sheet of what was seen and dreamed, early and late, as a data address; null where none was kept. */
  readonly dreams: string | null;
  /** Machine hours that the run took. */
  readonly hours: number;
}

/** Runs that differ by nothing but their seed. */
export interface EvidenceGroup {
  readonly condition: string;
  readonly data: string;
  readonly scale: string;
  readonly runs: readonly RunEvidence[];
}

/** What tells one sample of a mean from another: the experiment and its seed. */
export type Sample = Pick<RunEvidence, 'data' | 'condition' | 'scale' | 'seed'>;

/** A sample as a key. */
export const sampleKey = ({ data, condition, scale, seed }: Sample): string =>
  JSON.stringify([data, condition, scale, seed]);

/** Groups runs by everything but the seed: by image set, the paper's first, then in the order of their first run. */
export function groupEvidence(runs: readonly RunEvidence[]): EvidenceGroup[] {
  const groups = new Map<string, RunEvidence[]>();
  for (const run of runs) {
    const key = JSON.stringify([run.data, run.condition, run.scale]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()]
    .map((members) => {
      const { condition, data, scale } = members[0]!;
      return { condition, data, scale, runs: members };
    })
    .sort((a, b) => rankOfData(a.data) - rankOfData(b.data));
}

/** The measurements of a probe in a run, by epoch. */
export const measurementsOf = (run: RunEvidence, probe: string): readonly Measurement[] =>
  run.measurements.filter((each) => each.probe === probe).sort((a, b) => a.tick - b.tick);

/** The newest measurement of a probe, if there is one. */
export const newestOf = (run: RunEvidence, probe: string): Measurement | undefined => measurementsOf(run, probe).at(-1);
