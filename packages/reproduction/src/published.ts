import { paperAt } from '@oneiros/atlas';

/** Mean ± s.e.m. over seeds, in percent. */
export interface PublishedMean {
  readonly mean: number;
  readonly sem: number;
  readonly n: number;
}

const seeds = 4;
const of = (mean: number, sem: number): PublishedMean => ({ mean, sem, n: seeds });

/** The epoch after which the readouts of `publishedReadouts` were taken. */
export const publishedEpoch = 50;

/**
 * Linear readout of z after 50 epochs, percent of test images: mean ± s.e.m. of four seeds, by image set and condition.
 * @source Deperrois et al. 2022, Appendix 1, table 1
 */
export const publishedReadouts: Readonly<Record<string, Readonly<Record<string, PublishedMean>>>> = {
  cifar10: {
    pad: of(58.25, 0.7),
    'no-memory-mix': of(53.87, 0.85),
    'no-rem': of(46.0, 0.43),
    'no-nrem': of(58.0, 0.34),
    'wake-only': of(42.25, 0.54),
  },
  svhn: {
    pad: of(78.92, 0.4),
    'no-memory-mix': of(60.87, 5.07),
    'no-rem': of(42.3, 1.51),
    'no-nrem': of(73.25, 0.22),
    'wake-only': of(41.93, 0.65),
  },
};

export const publishedSource = paperAt('Appendix 1, table 1');

/** The published readout of a condition on an image set, where the table has one. */
export const publishedReadout = (data: string, condition: string): PublishedMean | undefined =>
  publishedReadouts[data]?.[condition];
