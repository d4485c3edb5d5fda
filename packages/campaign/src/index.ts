export {
  MetricMissingError,
  MetricUnknownError,
  ParentUnfinishedError,
  PlanDiffersError,
  PlanUnreadableError,
  SweepInvalidError,
  TaskConfigError,
  TaskEndedError,
  TaskMissingError,
  type CellProblem,
} from './errors.ts';
export { keepPlan, parentOf, readPlan, taskAt, type KeptPlan, type Plan, type Task } from './plan-file.ts';
export { planSweep, type Axis, type NamedLayers, type PlannedTask, type SweepRequest } from './plan-sweep.ts';
export { runSweep, type Sweep, type SweepOptions, type TaskResult } from './run-sweep.ts';
export { runTask, type Night, type RunTaskOptions } from './run-task.ts';
export { readTaskError, type TaskError } from './task-error.ts';
export { taskIdOf } from './task-id.ts';
export { stepOf, type TaskStep } from './task-step.ts';
export { meanSecondsPerTick, sweepStatus, taskStatus, type TaskStatus } from './sweep-status.ts';
export { costsOf, type Calibration, type TaskCost } from './sweep-cost.ts';
export {
  compareRuns,
  type CompareOptions,
  type Comparison,
  type GroupComparison,
  type RunValue,
} from './compare/compare-runs.ts';
export { groupRuns, type RunGroup } from './compare/group-runs.ts';
export { isShare, parseMetric, type Metric } from './compare/metric.ts';
export { publishedReadoutOf } from './compare/published.ts';
export { runsAt, runsIn, type RunsToCompare, type RunToCompare, type UnreadRun } from './compare/run-to-compare.ts';
export { pointsOf, type Point } from './compare/measured-points.ts';
export { valueAt, type At, type ValueAt } from './compare/value-at.ts';
