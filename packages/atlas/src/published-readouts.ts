import type { Citation } from './annotation.ts';
import { paperAt } from './citations.ts';

/** A number that was published: mean and standard error over seeds, as a share of test images, 0..1. */
export interface PublishedReadout {
  readonly mean: number;
  readonly sem: number;
  /** Seeds. */
  readonly n: number;
  readonly epoch: number;
  readonly source: Citation;
}

const source = paperAt('Appendix 1, table 1');
const after50 = (percent: number, sem: number): PublishedReadout => ({
  mean: percent / 100,
  sem: sem / 100,
  n: 4,
  epoch: 50,
  source,
});

/**
 * Linear readout of z after 50 epochs, mean ± s.e.m. of 4 seeds, by image set and condition.
 *
 * @source Deperrois et al. 2022, Appendix 1, table 1
 */
export const publishedReadouts: Readonly<
  Record<'cifar10' | 'svhn', Readonly<Partial<Record<string, PublishedReadout>>>>
> = {
  cifar10: {
    pad: after50(58.25, 0.7),
    'no-memory-mix': after50(53.87, 0.85),
    'no-rem': after50(46.0, 0.43),
    'no-nrem': after50(58.0, 0.34),
    'wake-only': after50(42.25, 0.54),
  },
  svhn: {
    pad: after50(78.92, 0.4),
    'no-memory-mix': after50(60.87, 5.07),
    'no-rem': after50(42.3, 1.51),
    'no-nrem': after50(73.25, 0.22),
    'wake-only': after50(41.93, 0.65),
  },
};
