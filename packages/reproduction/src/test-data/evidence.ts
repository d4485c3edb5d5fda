import { publishedReadouts } from '@oneiros/atlas';
import type { RunEvidence } from '../evidence.ts';

/** A run whose readout climbs from `from` by `step` an epoch, in shares. */
export function climbingRun({
  condition,
  seed = 1,
  epochs = 5,
  from = 0.3,
  step = 0.01,
  ...rest
}: Partial<RunEvidence> & { condition: string; from?: number; step?: number }): RunEvidence {
  return {
    run: `runs/${condition}-${seed}`,
    condition,
    data: 'cifar10',
    seed,
    scale: 'nf 64, nz 256, 50,000 images, batch 64',
    published: publishedReadouts.cifar10[condition] ?? null,
    epochs,
    readouts: Array.from({ length: epochs }, (_, i) => ({
      epoch: i + 1,
      softmax: from + step * i,
      ridge: from + 0.1 + step * i,
    })),
    losses: Array.from({ length: epochs }, (_, i) => ({ epoch: i + 1, means: { reconstruction: 0.2 / (i + 1) } })),
    measurements: [],
    dreams: null,
    hours: 0.5,
    ...rest,
  };
}
