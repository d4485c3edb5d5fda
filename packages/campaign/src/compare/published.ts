import { publishedReadouts, type PublishedReadout } from '@oneiros/atlas';
import { resolveConfig, type RunConfig } from '@oneiros/simulation';
import { canonicalJson } from '../task-id.ts';

/** Test images of the whole sets; a part of a set is another test. */
const testImages = { cifar10: 10_000, svhn: 26_032 } as const;

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
