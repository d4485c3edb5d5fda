import * as tf from '@tensorflow/tfjs';

/** Window of a convolution: `pad` 0 is tfjs's `valid`; `pad` 1 with kernel 4 and stride 2 on an even side is its `same`. */
export interface Window {
  strides: number;
  pad: 0 | 1;
}

/** tfjs's name for the padding: TensorFlow's own kernels refuse a numeric one. */
export const paddingOf = ({ pad }: Window): 'valid' | 'same' => (pad === 0 ? 'valid' : 'same');

const attributesOf = (window: Window) => ({
  strides: [window.strides, window.strides],
  pad: paddingOf(window),
  dataFormat: 'NHWC',
});

const run = (kernelName: string, inputs: object, attributes: object): tf.Tensor4D =>
  tf.engine().runKernel(kernelName, inputs as tf.NamedTensorMap, attributes as tf.NamedAttrMap) as tf.Tensor4D;

/** The plain convolution kernel: x [batch, height, width, in], filter [4, 4, in, out]. */
export const convolve = (x: tf.Tensor4D, filter: tf.Tensor4D, window: Window): tf.Tensor4D =>
  run('Conv2D', { x, filter }, { ...attributesOf(window), dilations: [1, 1] });

/** Error at a convolution's input, which is also the transposed convolution. */
export const convolveTransposed = (
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  inputShape: readonly number[],
  window: Window,
): tf.Tensor4D => run('Conv2DBackpropInput', { dy, filter }, { ...attributesOf(window), inputShape });

/** Error at a convolution's filter. */
export const convolveFilter = (
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: readonly number[],
  window: Window,
): tf.Tensor4D => run('Conv2DBackpropFilter', { x, dy }, { ...attributesOf(window), filterShape });
