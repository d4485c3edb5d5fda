import { dispatch, output } from './dispatch.ts';
import { kernel, sizeOf, type Kernel } from './kernel.ts';
import { createMean } from './mean.ts';
import { elementwise } from './program.ts';

const meanSquare = createMean('MeanSquaredError', ['a', 'b'], '(a[index] - b[index]) * (a[index] - b[index])');

const meanSquareGradient = elementwise(
  'MeanSquaredErrorGradient',
  ['a', 'b', 'dy'],
  ['da'],
  'da[index] = (a[index] - b[index]) * (dy[0] * parameters.scale);',
  { scale: 'f32' },
);

/** ln(1 + e^x) - target x, in the form that does not overflow. */
const meanCrossEntropy = createMean(
  'LogitCrossEntropy',
  ['logit'],
  'max(logit[index], 0.0) + log(1.0 + exp(-abs(logit[index]))) - parameters.goal * logit[index]',
  { goal: 'f32' },
);

const crossEntropyGradient = elementwise(
  'LogitCrossEntropyGradient',
  ['logit', 'dy'],
  ['dLogit'],
  // e^-|x| does not overflow: σ(x) = 1 / (1 + e^-x) above 0 and e^x / (1 + e^x) below.
  `let fading = exp(-abs(logit[index]));
  let told = select(fading, 1.0, logit[index] >= 0.0) / (1.0 + fading);
  dLogit[index] = (told - parameters.goal) * (dy[0] * parameters.scale);`,
  { goal: 'f32', scale: 'f32' },
);

const occlusion = elementwise(
  'OcclusionMultiply',
  ['x', 'mask'],
  ['y'],
  'y[index] = x[index] * mask[(index / parameters.channels) % parameters.places];',
  { channels: 'u32', places: 'u32' },
);

/** The losses that are means over elements, with their gradients, and the occlusion of a mini-batch. */
export const losses: Readonly<Record<string, Kernel>> = {
  MeanSquaredError: kernel<'a' | 'b'>(({ inputs, backend }) => meanSquare(backend, inputs, sizeOf(inputs.a))),

  MeanSquaredErrorGradient: kernel<'a' | 'b' | 'dy'>(({ inputs: { a, b, dy }, backend }) => {
    const da = output(backend, a.shape);
    const count = sizeOf(a);
    dispatch(backend, meanSquareGradient, { a, b, dy, da }, { count, scale: 2 / count });
    return da;
  }),

  LogitCrossEntropy: kernel<'logit', { target: number }>(({ inputs, attrs: { target }, backend }) =>
    meanCrossEntropy(backend, inputs, sizeOf(inputs.logit), { goal: target }),
  ),

  LogitCrossEntropyGradient: kernel<'logit' | 'dy', { target: number }>(
    ({ inputs: { logit, dy }, attrs: { target }, backend }) => {
      const dLogit = output(backend, logit.shape);
      const count = sizeOf(logit);
      dispatch(backend, crossEntropyGradient, { logit, dy, dLogit }, { count, goal: target, scale: 1 / count });
      return dLogit;
    },
  ),

  OcclusionMultiply: kernel<'x' | 'mask'>(({ inputs: { x, mask }, backend }) => {
    const y = output(backend, x.shape);
    dispatch(backend, occlusion, { x, mask, y }, { count: sizeOf(x), channels: x.shape.at(-1)!, places: sizeOf(mask) });
    return y;
  }),
};
