export {
  PlanDiffersError,
  PlanUnreadableError,
  SweepInvalidError,
  TaskConfigError,
  TaskEndedError,
  TaskMissingError,
  type CellProblem,
} from './errors.ts';
export { keepPlan, readPlan, taskAt, type KeptPlan, type Plan, type Task } from './plan-file.ts';
export { planSweep, type Axis, type NamedLayers, type PlannedTask, type SweepRequest } from './plan-sweep.ts';
export { runSweep, type Sweep, type SweepOptions, type TaskResult } from './run-sweep.ts';
export { runTask, type Night, type RunTaskOptions } from './run-task.ts';
export { readTaskError, type TaskError } from './task-error.ts';
export { taskIdOf } from './task-id.ts';
export { stepOf, type TaskStep } from './task-step.ts';
export { meanSecondsPerTick, sweepStatus, taskStatus, type TaskStatus } from './sweep-status.ts';
export { costsOf, type Calibration, type TaskCost } from './sweep-cost.ts';
