import { resolveConfig, type ConditionName, type RunConfig } from '@oneiros/simulation';
import { canonicalJson } from '../task-id.ts';

/** A number that was published: mean and standard error over seeds, as a share of test images, 0..1. */
export interface PublishedReadout {
  readonly mean: number;
  readonly sem: number;
  /** Seeds. */
  readonly n: number;
  readonly epoch: number;
  readonly source: string;
}

const source = 'Deperrois et al. 2022, eLife 11:e76384, Appendix 1, table 1';
const after50 = (percent: number, sem: number): PublishedReadout => ({
  mean: percent / 100,
  sem: sem / 100,
  n: 4,
  epoch: 50,
  source,
});

/** Test images of the whole sets; a part of a set is another test. */
const testImages = { cifar10: 10_000, svhn: 26_032 } as const;

/**
 * Linear readout of z after 50 epochs, mean ± s.e.m. of 4 seeds.
 *
 * @source Deperrois et al. 2022, Appendix 1, table 1
 */
export const publishedReadouts: Readonly<
  Record<keyof typeof testImages, Readonly<Partial<Record<ConditionName, PublishedReadout>>>>
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

/** What may differ from the published program without being another experiment. */
const free = ['seed', 'seeds', 'data', 'duration', 'dreams', 'checkpoints', 'backend', 'divergedAboveLoss'] as const;

/**
 * The published readout of what a configuration is: a condition of the paper with everything as in the paper, on a whole
 * set. Its length is left open: the published value is of epoch 50.
 *
 * @param tested test images that the readout counted
 * @returns undefined where the paper has no such number
 */
export function publishedReadoutOf(config: RunConfig, tested: number | undefined): PublishedReadout | undefined {
  const { name, train, test } = config.data;
  if (name !== 'cifar10' && name !== 'svhn') return undefined;
  const isWhole = train === undefined && test === undefined && tested === testImages[name];
  const isPublished = isWhole && essence(config) === essence(resolveConfig({ condition: config.condition }));
  return isPublished ? publishedReadouts[name][config.condition] : undefined;
}

function essence(config: RunConfig): string {
  const { probes, plasticity } = config;
  const rest = Object.entries(config).filter(([key]) => !(free as readonly string[]).includes(key));
  return canonicalJson({
    ...Object.fromEntries(rest),
    plasticity: { ...plasticity, idle: plasticity.idle === 'hold' ? 'hold' : 'coast' },
    // How the readout learns; what else is measured changes nothing.
    probes: [probes.readoutEpochs, probes.readoutLearningRate, probes.readoutBatchSize, probes.readoutTrainImages],
  });
}
