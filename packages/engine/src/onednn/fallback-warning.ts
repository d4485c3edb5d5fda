import * as tf from '@tensorflow/tfjs';

/** Elements above which a JavaScript kernel costs as much as a native convolution. */
const LARGE_ELEMENTS = 65_536;

/** Kernels that copy no data, whatever the size. */
const FREE_OF_COST = new Set(['Identity', 'Reshape', 'ExpandDims', 'Complex', 'Real', 'Imag']);

const warned = new Set<string>();

const warnByNode = (message: string): void => process.emitWarning(message, { type: 'OneirosSlowKernel' });
let report = warnByNode;

/** Sends warnings about slow kernels elsewhere than to Node's own; `undefined` restores that. Forgets which were given. */
export function reportSlowKernels(to: ((message: string) => void) | undefined): void {
  report = to ?? warnByNode;
  warned.clear();
}

/** Inputs are tensors, lists of tensors, or absent. */
const shapesOf = (inputs: object): number[][] =>
  (Object.values(inputs) as (tf.TensorInfo | tf.TensorInfo[] | undefined)[])
    .flat()
    .flatMap((input) => (input ? [input.shape] : []));

/** Tells once for each kernel that it left native code for a large tensor. */
export function noteFallback(kernelName: string, inputs: object): void {
  if (warned.has(kernelName) || FREE_OF_COST.has(kernelName)) return;
  const large = shapesOf(inputs).find((shape) => tf.util.sizeFromShape(shape) > LARGE_ELEMENTS);
  if (!large) return;
  warned.add(kernelName);
  report(
    `The kernel "${kernelName}" has no native version for these inputs and ran in JavaScript on a tensor of shape ` +
      `[${large.join(', ')}]; that can be a hundred times slower.`,
  );
}
