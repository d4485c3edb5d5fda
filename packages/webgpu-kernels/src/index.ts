export { TensorTypeError } from './dispatch.ts';
export { cortexKernels, registerCortexKernels, unregisterCortexKernels, withAdamStep } from './register.ts';
