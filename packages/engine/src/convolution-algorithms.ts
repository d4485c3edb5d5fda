import { streamOf } from '@oneiros/cortex';
import * as tf from '@tensorflow/tfjs';
import type { ConvolutionFloorShape } from './convolution-floor.ts';
import { convolutionShape } from './onednn/kernels/convolution.ts';
import { loadNativeAddon, type NativeAddon } from './onednn/native-addon.ts';
import { ONEDNN } from './onednn/register.ts';

/** What computes one layer: `forward` also serves the data gradient of the feedback pathway, `backwardData` that pathway. */
export interface LayerAlgorithms {
  readonly layer: string;
  readonly forward: string;
  readonly backwardData: string;
  readonly backwardWeights: string;
}

/** The cortex whose convolutions are meant. */
type StreamShape = ConvolutionFloorShape & { readonly extraAreas?: number };

interface Layer {
  readonly layer: string;
  readonly sidePx: number;
  readonly kernelSidePx: number;
  readonly channels: readonly [below: number, above: number];
  readonly pad: 0 | 1;
}

function layersOf({ baseWidth, latentSize, imageSidePx, imageChannels = 3, extraAreas = 0 }: StreamShape): Layer[] {
  const areas = streamOf({ baseWidth, latentSize, imageSidePx, imageChannels, leakSlope: 1, extraAreas });
  const { below } = areas[areas.length - 1]!;
  return [
    ...areas.map(({ name, below, above, isHighest, kernelSidePx }) => ({
      layer: name,
      sidePx: below.sidePx,
      kernelSidePx,
      channels: [below.channels, above.channels] as const,
      pad: isHighest ? (0 as const) : (1 as const),
    })),
    {
      layer: 'realityMonitor',
      sidePx: below.sidePx,
      kernelSidePx: below.sidePx,
      channels: [below.channels, 1],
      pad: 0,
    },
  ];
}

const nativeShape = (batch: number, { sidePx, kernelSidePx: side, channels: [below, above], pad }: Layer): Int32Array =>
  convolutionShape([batch, sidePx, sidePx, below], [side, side, below, above], { strides: 2, pad }).shape;

/**
 * Which algorithm each convolution of a cortex gets on the native back end. It follows from the shape, the instruction set
 * and ONEIROS_CONVOLUTIONS (`fast` or `direct`) alone, so that a run computes the same bits wherever all three agree.
 * @throws BackendUnavailableError when the native addon does not load
 */
export function convolutionAlgorithms(shape: StreamShape): LayerAlgorithms[] {
  const native = loadNativeAddon();
  const { forward, backwardData, backwardWeights } = native.convolutionDirections;
  return layersOf(shape).map((layer) => {
    const named = (direction: number): string =>
      native.convolutionAlgorithm(direction, nativeShape(shape.batch, layer));
    return {
      layer: layer.layer,
      forward: named(forward),
      backwardData: named(backwardData),
      backwardWeights: named(backwardWeights),
    };
  });
}

/**
 * What decides the bits of a cortex's results beside its configuration and the thread count, in one line for checkpoints:
 * the instruction set, then each layer with its three algorithms. Null where the current back end does not tell.
 */
export function arithmeticOf(shape: StreamShape): string | null {
  if (tf.getBackend() !== ONEDNN) return null;
  const native: NativeAddon = loadNativeAddon();
  const layers = convolutionAlgorithms(shape).map(
    ({ layer, forward, backwardData, backwardWeights }) => `${layer} ${forward}/${backwardData}/${backwardWeights}`,
  );
  return `${native.instructionSet}, oneDNN ${native.libraryVersion} ${native.libraryInstructionSet}; ${layers.join(', ')}`;
}
