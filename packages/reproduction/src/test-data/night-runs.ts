import type { LivedDay, NightRun } from '../nights/night-run.ts';

const emptyDay = { wake: 80, nrem: 30, rem: 10, remMinutes: 100, awakenings: 0 };

/** A finished run whose readout climbs by `step` a night, in shares. */
export function nightRun({
  arm,
  seed = 1,
  nights = 2,
  firstNight = 0,
  from = 0.2,
  step = 0.1,
  days = {},
  ...rest
}: Partial<Omit<NightRun, 'days'>> & {
  arm: string;
  nights?: number;
  firstNight?: number;
  from?: number;
  step?: number;
  days?: Partial<LivedDay>;
}): NightRun {
  return {
    ...{ arm, seed, run: `runs/night-${arm}-seed-${seed}`, isFinished: true, minutesPerMiniBatch: 12, batchSize: 64 },
    scale: 'cifar10, all images, nf 64, nz 256, mini-batches of 64',
    days: Array.from({ length: nights }, (_, i) => ({ day: firstNight + i, ...emptyDay, ...days })),
    mornings: Array.from({ length: nights + 1 }, (_, i) => ({
      nights: firstNight + i,
      updates: 120 * (firstNight + i),
      wakes: 80 * (firstNight + i),
      softmax: from + step * i,
      ridge: from + 0.1 + step * i,
    })),
    ...{ manipulated: null, readoutImages: { train: 10_000, test: 10_000 }, hours: 0.1 },
    ...{ timeline: null, statistics: null, dreams: null },
    ...rest,
  };
}
