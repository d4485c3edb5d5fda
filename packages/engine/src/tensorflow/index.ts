export { cacheFolder, enginesFolder, tensorflowFolder } from './engine-folder.ts';
export {
  ChecksumMismatchError,
  CommandFailedError,
  EngineDamagedError,
  EngineNotInstalledError,
  MissingToolError,
  UnsupportedPlatformError,
} from './errors.ts';
export { installTensorflow, removeTensorflow, type InstallProgress, type InstallResult } from './install.ts';
export { describeTensorflow, loadTensorflow, type LoadedTensorflow } from './load.ts';
export { readManifest, verifyFiles, type EngineManifest } from './manifest.ts';
export { formatPlan, planInstallation, type InstallOptions, type InstallPlan } from './plan.ts';
