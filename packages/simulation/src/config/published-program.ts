import { canonicalJson } from './canonical-json.ts';
import type { ConditionName } from './condition-names.ts';
import { conditions } from './conditions.ts';
import { configValues } from './config-values.ts';
import type { RunConfig } from './run-config.ts';

/** What may differ from the published program without being another experiment. */
const free = [
  'condition',
  'seed',
  'seeds',
  'data',
  'duration',
  'dreams',
  'checkpoints',
  'backend',
  'divergedAboveLoss',
];
/** How the readout learns; what else is measured changes nothing. */
const readout = ['readoutEpochs', 'readoutLearningRate', 'readoutBatchSize', 'readoutTrainImages'];

/**
 * Whether a value is what a condition alone gives.
 * @param changed paths of the configuration that differ from the defaults
 */
export function followsFromCondition(
  condition: ConditionName,
  changed: readonly string[],
  path: string,
  value: unknown,
): boolean {
  const preset = configValues(conditions[condition]);
  return preset.has(path)
    ? canonicalJson([preset.get(path)]) === canonicalJson([value])
    : !changed.some((key) => isWithin(path, key));
}

/**
 * Paths in which a run departs from the published program of its condition, beside the images and the length.
 * @param changed paths of the configuration that differ from the defaults
 */
export function deviationsFromPaper(config: RunConfig, changed: readonly string[]): string[] {
  const values = configValues(config);
  const isOpened = (key: string): boolean => [...values.keys()].some((path) => path !== key && isWithin(path, key));
  const paths = new Set([
    ...[...values.keys()].filter((path) => changed.some((key) => isWithin(path, key))),
    ...changed.filter((key) => !isOpened(key)),
    ...configValues(conditions[config.condition]).keys(),
  ]);
  return [...paths].filter((path) => {
    const [head, key] = path.split('.');
    if (free.includes(head!) || (head === 'probes' && !readout.includes(key!))) return false;
    // What auto means in the schedule of the paper.
    if (path === 'plasticity.idle' && values.get(path) === 'coast') return false;
    return !followsFromCondition(config.condition, changed, path, values.get(path));
  });
}

const isWithin = (path: string, key: string): boolean => path === key || path.startsWith(`${key}.`);
