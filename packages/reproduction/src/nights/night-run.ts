import type { Figure } from '@oneiros/figure';

/** What was lived on one day with its night, as far as the run itself lived it. */
export interface LivedDay {
  /** From 0. */
  readonly day: number;
  /** Mini-batches by what they were spent in: seen while awake, and the main stage of the others. */
  readonly wake: number;
  readonly nrem: number;
  readonly rem: number;
  /** Of the schedule; null in the paper's cycle, which has no hours. */
  readonly remMinutes: number | null;
  /** Awakenings by an experimenter. */
  readonly awakenings: number;
}

/** Linear readout of z, shares of test images told right. */
export interface Morning {
  /** Nights lived through; 0: before learning, or where a run of its parent's brain starts. Of a cycle: as many equal parts. */
  readonly nights: number;
  /** Mini-batches lived by then, of any kind, and seen while awake; with those of the parent. */
  readonly updates: number;
  readonly wakes: number;
  readonly softmax: number;
  readonly ridge: number;
}

/** What one run of the plan of nights left behind. */
export interface NightRun {
  /** Which training of the plan. */
  readonly arm: string;
  readonly seed: number;
  /** Its folder, to be named. */
  readonly run: string;
  readonly isFinished: boolean;
  readonly minutesPerMiniBatch: number | null;
  readonly batchSize: number;
  /** Network, images and mini-batch, in words. */
  readonly scale: string;
  readonly days: readonly LivedDay[];
  readonly mornings: readonly Morning[];
  /** Nights under the manipulation, from 0, both included. */
  readonly manipulated: { readonly from: number; readonly to: number } | null;
  /** Images that the readout learned from and was tested on. */
  readonly readoutImages: { readonly train: number; readonly test: number } | null;
  readonly hours: number;
  /** Drawn for one run of an arm: the first night with levels and gates; null where there is none. */
  readonly timeline: { readonly figure: Figure; readonly caption: string } | null;
  /** Statistics of that night, in minutes and percent, under YASA's names. */
  readonly statistics: Readonly<Record<string, number | null>> | null;
  /** A sheet of what was seen and dreamed, as a data address; null where none was kept. */
  readonly dreams: { readonly source: string; readonly caption: string } | null;
}

export type ReadoutKind = 'softmax' | 'ridge';
export const readoutKinds: readonly ReadoutKind[] = ['softmax', 'ridge'];

export const nameOfReadout = (kind: ReadoutKind): string =>
  kind === 'softmax' ? 'readout by gradient descent' : 'ridge readout';

/** Finished runs of an arm, by seed. */
export const runsOf = (runs: readonly NightRun[], arm: string): NightRun[] =>
  runs.filter((run) => run.arm === arm && run.isFinished).sort((a, b) => a.seed - b.seed);

/** The readout in percent after so many nights; undefined where it was not measured. */
export const readoutAfter = (run: NightRun, nights: number, kind: ReadoutKind): number | undefined => {
  const morning = run.mornings.find((each) => each.nights === nights);
  return morning && 100 * morning[kind];
};

/** The readout in percent after the last night. */
export const lastReadout = (run: NightRun, kind: ReadoutKind): number | undefined => {
  const morning = run.mornings.at(-1);
  return morning && 100 * morning[kind];
};
