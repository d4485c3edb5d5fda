export { adamStep, type AdamBackend, type AdamStepArguments } from './adam-step.ts';
export { createArea, type Area } from './area.ts';
export { contrastiveLoss, type ContrastOptions } from './contrast.ts';
export { createCortex, type Cortex, type CortexLesions } from './cortex.ts';
export { DisposedError, ExperienceError, ShapeMismatchError, UnknownSynapseError } from './errors.ts';
export { evaluate, measureLosses } from './evaluate.ts';
export type { Evaluation, Losses } from './evaluation.ts';
export type { Experience, FeedbackState, PerturbedReplay, RecombinedReplay } from './experience.ts';
export {
  drivesOf,
  type Drives,
  type EncoderDrives,
  type GeneratorDrives,
  type LearningGates,
  type LearningRule,
  type ObjectiveWeights,
} from './objectives.ts';
export { perturb } from './perturb.ts';
export {
  createPlasticity,
  type Moments,
  type Plasticity,
  type PlasticityOptions,
  type PlasticityState,
} from './plasticity.ts';
export { createRealityMonitor, type RealityMonitor } from './reality-monitor.ts';
export { imageSidesPx, streamOf, type AreaName, type AreaShape, type CortexShape } from './shape.ts';
export { networkOf, type NetworkName, type Pathway } from './synapses.ts';
