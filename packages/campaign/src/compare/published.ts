import { publishedReadouts, type PublishedReadout } from '@oneiros/atlas';
import { resolveConfig, type RunConfig } from '@oneiros/simulation';
import { changedKeys, deviationsFromPaper } from '@oneiros/simulation/config';

/** Test images of the whole sets; a part of a set is another test. */
const testImages = { cifar10: 10_000, svhn: 26_032 } as const;

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
  const isPublished = isWhole && deviationsFromPaper(config, changedKeys(resolveConfig({}), config)).length === 0;
  return isPublished ? publishedReadouts[name][config.condition] : undefined;
}
