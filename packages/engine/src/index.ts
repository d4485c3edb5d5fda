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
  formatPlan,
  installTensorflow,
  planInstallation,
  type InstallOptions,
  type InstallPlan,
} from './tensorflow/index.ts';
export {
  formatOnednnPlan,
  installOnednn,
  planOnednn,
  type OnednnOptions,
  type OnednnPlan,
} from './onednn-engine/index.ts';
export {
  cacheFolder,
  ChecksumMismatchError,
  CommandFailedError,
  EngineDamagedError,
  EngineNotInstalledError,
  engineNames,
  enginesFolder,
  MissingToolError,
  onednnFolder,
  readManifest,
  removeEngine,
  tensorflowFolder,
  UnsupportedPlatformError,
  verifyFiles,
  type EngineManifest,
  type EngineName,
  type InstallProgress,
  type InstallResult,
} from './added-engine/index.ts';
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
