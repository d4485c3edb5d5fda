import * as tf from '@tensorflow/tfjs';
import { isFloat, kernel, reshaped, type NativeKernel, type NativeKernels } from '../native-kernel.ts';

interface PoolAttributes {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: number | 'same' | 'valid' | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const pooled = (entry: 'maxPool' | 'meanPool'): NativeKernel =>
  kernel<{ x: tf.TensorInfo }, PoolAttributes>(({ inputs: { x }, attrs, backend, fallback }) => {
    if (!isFloat(x)) return fallback();
    const { filterSize, strides, pad, dimRoundingMode } = attrs;
    const info = tf.backend_util.computePool2DInfo(
      x.shape as [number, number, number, number],
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    // A window of one pixel that does not move between pixels is what tfjs leaves as it is, NaN included.
    const isIdentity = info.filterHeight === 1 && info.filterWidth === 1;
    if (isIdentity && tf.util.arraysEqual(info.inShape, info.outShape)) return reshaped(backend, x, x.shape);
    const y = backend.output(info.outShape);
    const shape = Int32Array.of(
      info.batchSize, info.inHeight, info.inWidth, info.inChannels, info.outHeight, info.outWidth,
      info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth, info.padInfo.top, info.padInfo.left,
    ); // prettier-ignore
    backend.native[entry](shape, backend.floats(x), y.values);
    return y.info;
  });

/** Kernels over maps of pixels that are no convolutions. */
export const mapKernels: NativeKernels = {
  MaxPool: pooled('maxPool'),
  AvgPool: pooled('meanPool'),

  ResizeBilinear: kernel<
    { images: tf.TensorInfo },
    { alignCorners: boolean; halfPixelCenters: boolean; size: [number, number] }
  >(({ inputs: { images }, attrs: { alignCorners, halfPixelCenters, size }, backend, fallback }) => {
    if (!isFloat(images) || images.shape.includes(0)) return fallback();
    const [batch, inHeight, inWidth, channels] = images.shape as [number, number, number, number];
    const y = backend.output([batch, ...size, channels]);
    const shape = Int32Array.of(batch, inHeight, inWidth, channels, ...size);
    backend.native.resizeBilinear(shape, alignCorners, halfPixelCenters, backend.floats(images), y.values);
    return y.info;
  }),
};
