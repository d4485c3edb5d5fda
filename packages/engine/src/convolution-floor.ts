import { loadNativeAddon } from './onednn/native-addon.ts';

/** Size of the PAD cycle whose convolutions are timed. */
export interface ConvolutionFloorShape {
  batch: number;
  baseWidth: number;
  latentSize: number;
  imageSidePx: number;
  imageChannels?: number;
}

/** Times what no implementation by the library can undercut. */
export interface ConvolutionFloor {
  /** Runs the convolutions of one cycle and nothing else. @returns seconds by the wall clock */
  run(): number;
}

/**
 * The yardstick of `doctor --bench`: all convolutions of one cycle of wake, NREM and REM by oneDNN's own primitives, in the
 * library's layouts and on buffers made beforehand, at the thread count in force. A cycle convolves (feedforward, its
 * adjoint, filter gradient): V1 5, 4, 5; V2, V4 and PIT, where there is one, 5, 6, 5; IT 4, 5, 5 times; at batch 64, nf 64, nz 256 that is 37.6 GFLOP.
 * @throws BackendUnavailableError when the native addon does not load
 */
export function createConvolutionFloor(shape: ConvolutionFloorShape): ConvolutionFloor {
  const { batch, baseWidth, latentSize, imageSidePx, imageChannels = 3 } = shape;
  const floor = new (loadNativeAddon().ConvolutionFloor)(batch, baseWidth, latentSize, imageSidePx, imageChannels);
  return { run: () => floor.run() };
}
