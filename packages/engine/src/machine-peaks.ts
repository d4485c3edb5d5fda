import { loadNativeAddon } from './onednn/native-addon.ts';

/** What this machine can do at best at the thread count in force, measured now: clocks and neighbours change. */
export interface MachinePeaks {
  /** float32 multiply-adds on registers alone, each counted as two */
  readonly flopsPerSecond: number;
  /** y = a x + y on arrays far larger than the caches, read and written */
  readonly bytesPerSecond: number;
}

/** Takes about half a second. @throws BackendUnavailableError when the native addon does not load */
export function measureMachinePeaks(): MachinePeaks {
  const native = loadNativeAddon();
  return { flopsPerSecond: native.measuredPeakFlops(), bytesPerSecond: native.measuredPeakBandwidth() };
}
