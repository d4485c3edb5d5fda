import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { activated, derived, slopeOf, type Activation } from './activation.ts';
import { dispatch } from './dispatch.ts';
import { kernel, sizeOf, type Kernel } from './kernel.ts';
import { elementwise, type ParameterType } from './program.ts';

interface Window {
  strides: number;
  pad: number;
}

/** tfjs's own names of the transfer functions that its fused convolution takes; tanh is none of them. */
const fusedNames = { linear: 'linear', leakyRelu: 'leakyrelu' } as const;

const windowOf = ({ strides, pad }: Window): tf.NamedAttrMap => ({
  strides: [strides, strides],
  pad: pad === 0 ? 'valid' : 'same',
  dataFormat: 'NHWC',
  dilations: [1, 1],
});

function runOwn(
  backend: WebGPUBackend,
  kernelName: string,
  inputs: Record<string, tf.TensorInfo>,
  attrs: tf.NamedAttrMap,
): tf.TensorInfo {
  const { kernelFunc } = tf.getKernel(kernelName, 'webgpu')!;
  return kernelFunc({ inputs, attrs, backend }) as tf.TensorInfo;
}

/** y ← f(y + bias), in place. */
function addBiasAndActivate(
  backend: WebGPUBackend,
  y: tf.TensorInfo,
  bias: tf.TensorInfo,
  { activation, slope }: Activation,
): void {
  const program = elementwise(
    `BiasActivation ${activation}`,
    ['bias'],
    ['y'],
    `let pre = y[index] + bias[index % parameters.channels];
  y[index] = ${activated(activation, 'pre')};`,
    { channels: 'u32', ...slopeOf(activation) } as Record<string, ParameterType>,
  );
  dispatch(backend, program, { y, bias }, { count: sizeOf(y), channels: sizeOf(bias), slope });
}

/** y ← f(y), in place. */
function activate(backend: WebGPUBackend, y: tf.TensorInfo, { activation, slope }: Activation): void {
  const program = elementwise(
    `Activation ${activation}`,
    [],
    ['y'],
    `let pre = y[index];
  y[index] = ${activated(activation, 'pre')};`,
    slopeOf(activation),
  );
  dispatch(backend, program, { y }, { count: sizeOf(y), slope });
}

/** dx ← dx f'(x), in place; x is what f made. */
function derive(backend: WebGPUBackend, dx: tf.TensorInfo, x: tf.TensorInfo, { activation, slope }: Activation): void {
  if (activation === 'linear') return;
  const program = elementwise(
    `Derivative ${activation}`,
    ['x'],
    ['dx'],
    `dx[index] = ${derived(activation, 'dx[index]', 'x[index]')};`,
    slopeOf(activation),
  );
  dispatch(backend, program, { dx, x }, { count: sizeOf(dx), slope });
}

/**
 * The pathways of an area and their errors: tfjs's convolutions, with bias and transfer function in the same shader where
 * tfjs has it (a feedforward step that is linear or LeakyReLU), else in one pass after it, in place.
 */
export const convolutions: Readonly<Record<string, Kernel>> = {
  ConvolutionBiasActivation: kernel<'x' | 'filter' | 'bias', Window & Activation>(({ inputs, attrs, backend }) => {
    const { activation, slope } = attrs;
    const y = runOwn(backend, 'FusedConv2D', inputs, {
      ...windowOf(attrs),
      activation: activation === 'tanh' ? fusedNames.linear : fusedNames[activation],
      leakyreluAlpha: slope,
    });
    if (activation === 'tanh') activate(backend, y, attrs);
    return y;
  }),

  TransposedConvolutionBiasActivation: kernel<
    'x' | 'filter' | 'bias',
    Window & Activation & { outputShape: [number, number, number, number] }
  >(({ inputs: { x, filter, bias }, attrs, backend }) => {
    const window = { ...windowOf(attrs), inputShape: attrs.outputShape };
    const y = runOwn(backend, 'Conv2DBackpropInput', { dy: x, filter }, window);
    addBiasAndActivate(backend, y, bias, attrs);
    return y;
  }),

  ConvolutionInputError: kernel<'dy' | 'filter' | 'x', Window & Activation>(
    ({ inputs: { dy, filter, x }, attrs, backend }) => {
      const window = { ...windowOf(attrs), inputShape: x.shape };
      const dx = runOwn(backend, 'Conv2DBackpropInput', { dy, filter }, window);
      derive(backend, dx, x, attrs);
      return dx;
    },
  ),

  TransposedConvolutionInputError: kernel<'dy' | 'filter' | 'x', Window & Activation>(
    ({ inputs: { dy, filter, x }, attrs, backend }) => {
      const dx = runOwn(backend, 'Conv2D', { x: dy, filter }, windowOf(attrs));
      derive(backend, dx, x, attrs);
      return dx;
    },
  ),
};
