import * as tf from '@tensorflow/tfjs';
import { isFloat, kernel, type NativeKernel, type NativeKernels } from '../native-kernel.ts';

/** Reads the two parameters of an operation from the attributes of its kernel. */
type Parameters = (attributes: Record<string, number>) => readonly [number, number];

const none: Parameters = () => [0, 0];

const mapped = (operation: string, parameters: Parameters = none): NativeKernel =>
  kernel<{ x: tf.TensorInfo }, Record<string, number>>(({ inputs: { x }, attrs, backend, fallback }) => {
    if (!isFloat(x)) return fallback();
    const y = backend.output(x.shape);
    const { native } = backend;
    native.unary(native.unaryOperations[operation]!, backend.floats(x), y.values, ...parameters(attrs ?? {}));
    return y.info;
  });

/** Operations on one tensor, element by element. */
export const unaryKernels: NativeKernels = {
  Abs: mapped('abs'),
  Ceil: mapped('ceil'),
  ClipByValue: mapped('clip', ({ clipValueMin, clipValueMax }) => [clipValueMin!, clipValueMax!]),
  Cos: mapped('cos'),
  Elu: mapped('elu'),
  Exp: mapped('exp'),
  Expm1: mapped('expm1'),
  Floor: mapped('floor'),
  LeakyRelu: mapped('leakyRelu', ({ alpha }) => [alpha!, 0]),
  Log: mapped('log'),
  Log1p: mapped('log1p'),
  Neg: mapped('negate'),
  Reciprocal: mapped('reciprocal'),
  Relu: mapped('relu'),
  Relu6: mapped('relu6'),
  Round: mapped('round'),
  Rsqrt: mapped('rsqrt'),
  Sigmoid: mapped('sigmoid'),
  Sign: mapped('sign'),
  Sin: mapped('sin'),
  Softplus: mapped('softplus'),
  Sqrt: mapped('sqrt'),
  Square: mapped('square'),
  Step: mapped('step', ({ alpha }) => [alpha!, 0]),
  Tanh: mapped('tanh'),
};
