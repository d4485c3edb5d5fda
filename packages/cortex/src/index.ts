export { adamStep, type AdamBackend, type AdamStepArguments } from './adam-step.ts';
export { createArea, type Area } from './area.ts';
export { createCortex, type Cortex } from './cortex.ts';
export { DisposedError, ExperienceError, ShapeMismatchError, UnknownSynapseError } from './errors.ts';
export { evaluate } from './evaluate.ts';
export type { Evaluation, Losses } from './evaluation.ts';
export type { Experience } from './experience.ts';
export { drivesOf, type Drives, type LearningGates, type ObjectiveWeights } from './objectives.ts';
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
