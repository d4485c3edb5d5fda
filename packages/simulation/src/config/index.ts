/** What can be said of configurations without a brain: nothing here loads a tensor library. */
export { drivesOf, type Drives } from '@oneiros/cortex/objectives';
export { canonicalJson } from './canonical-json.ts';
export { changedKeys } from './changed-keys.ts';
export { conditionNames, conditionSummaries, publishedConditionNames, type ConditionName } from './condition-names.ts';
export { configValues } from './config-values.ts';
export { defaultConfig } from './default-config.ts';
export { groupConfigs, type ConfigGroup, type GroupOptions } from './group-configs.ts';
export { objectivesAt, weightsAt } from './objective-weights.ts';
export { deviationsFromPaper, followsFromCondition } from './published-program.ts';
export type { RunConfig, RunConfigInput } from './run-config.ts';
