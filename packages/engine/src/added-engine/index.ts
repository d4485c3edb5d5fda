export { cacheFolder, enginesFolder, onednnFolder, tensorflowFolder } from './engine-folder.ts';
export {
  ChecksumMismatchError,
  CommandFailedError,
  EngineDamagedError,
  EngineNotInstalledError,
  MissingToolError,
  UnsupportedPlatformError,
} from './errors.ts';
export { removeEngine, type InstallProgress, type InstallResult } from './install-engine.ts';
export { engineNames, readManifest, verifyFiles, type EngineManifest, type EngineName } from './manifest.ts';
