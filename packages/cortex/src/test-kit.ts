export { referenceKernels, registerReferenceKernels } from './test-kit/reference-kernels.ts';
export {
  expectDepression,
  expectDepressionOfSize,
  expectPotentiation,
  expectPotentiationOfSize,
  expectUnchanged,
  learnOnce,
  SynapseExpectationError,
  synapsesOf,
  type SynapseOwner,
  type SynapseSnapshot,
} from './test-kit/synapse-expectations.ts';
export { expectTensorsClose, expectTensorsIdentical, TensorExpectationError } from './test-kit/tensor-expectations.ts';
export {
  tinyArea,
  tinyCortex,
  tinyImages,
  tinyLatents,
  tinyMaps,
  tinyRealityMonitor,
  tinyShape,
  type TinyOptions,
} from './test-kit/tiny-cortex.ts';
