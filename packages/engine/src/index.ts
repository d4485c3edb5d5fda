export { arithmeticOf, convolutionAlgorithms, type LayerAlgorithms } from './convolution-algorithms.ts';
export { createConvolutionFloor, type ConvolutionFloor, type ConvolutionFloorShape } from './convolution-floor.ts';
export { describeBackends, type BackendDescription } from './describe-backends.ts';
export { BackendUnavailableError, ThreadCountError, UnknownBackendError, WebgpuDeviceError } from './errors.ts';
export { measureMachinePeaks, type MachinePeaks } from './machine-peaks.ts';
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
export {
  cacheFolder,
  ChecksumMismatchError,
  CommandFailedError,
  EngineDamagedError,
  EngineNotInstalledError,
  enginesFolder,
  formatPlan,
  installTensorflow,
  MissingToolError,
  planInstallation,
  readManifest,
  removeTensorflow,
  tensorflowFolder,
  UnsupportedPlatformError,
  verifyFiles,
  type EngineManifest,
  type InstallOptions,
  type InstallPlan,
  type InstallProgress,
  type InstallResult,
} from './tensorflow/index.ts';
export {
  findPytorch,
  isFloat32,
  PeerError,
  pytorchVariants,
  startLineProcess,
  startPytorchPeer,
  type LineProcess,
  type LineProcessOptions,
  type PytorchPeer,
  type PytorchPeerOptions,
  type PytorchVariant,
} from './peer/index.ts';
