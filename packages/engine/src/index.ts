export { createConvolutionFloor, type ConvolutionFloor, type ConvolutionFloorShape } from './convolution-floor.ts';
export { describeBackends, type BackendDescription } from './describe-backends.ts';
export { BackendUnavailableError, ThreadCountError, UnknownBackendError } from './errors.ts';
export { reportSlowKernels } from './onednn/fallback-warning.ts';
export { OnednnBackend } from './onednn/onednn-backend.ts';
export { profile, setProfiling, type KernelProfile } from './onednn/profiler.ts';
export { overriddenKernels } from './onednn/register.ts';
export {
  backendNames,
  selectBackend,
  type BackendName,
  type BackendReport,
  type BackendRequest,
} from './select-backend.ts';
