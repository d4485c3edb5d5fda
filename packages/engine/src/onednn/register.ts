import * as tf from '@tensorflow/tfjs';
import { noteFallback } from './fallback-warning.ts';
import { binaryKernels } from './kernels/binary.ts';
import { convolutionKernels } from './kernels/convolution.ts';
import { cortexKernels } from './kernels/cortex.ts';
import { mapKernels } from './kernels/maps.ts';
import { matrixProductKernels } from './kernels/matrix-product.ts';
import { movementKernels } from './kernels/movement.ts';
import { reductionKernels } from './kernels/reduction.ts';
import { unaryKernels } from './kernels/unary.ts';
import { workOf } from './kernel-work.ts';
import { loadNativeAddon, type NativeAddon } from './native-addon.ts';
import type { NativeKernel, NativeKernels } from './native-kernel.ts';
import { OnednnBackend } from './onednn-backend.ts';
import { profiled } from './profiler.ts';

/** The name under which tfjs knows the back end; its registry splits names at underscores. */
export const ONEDNN = 'onednn';

/** Kernels of tfjs that run natively, by tfjs's name. */
export const overriddenKernels: NativeKernels = {
  ...binaryKernels,
  ...convolutionKernels,
  ...mapKernels,
  ...matrixProductKernels,
  ...movementKernels,
  ...reductionKernels,
  ...unaryKernels,
};

type KernelCall = Parameters<tf.KernelFunc>[0];

/** Counts a call of a kernel while profiling, with its shapes and what it had to do. */
function counted(
  native: NativeAddon,
  label: string,
  kernelName: string,
  { inputs, attrs = {} }: KernelCall,
  run: () => tf.TensorInfo | tf.TensorInfo[],
): tf.TensorInfo | tf.TensorInfo[] {
  return profiled(label, run, (outputs) => workOf(native, kernelName, inputs, attrs, [outputs].flat()));
}

function javaScriptKernel(native: NativeAddon, { kernelName, kernelFunc }: tf.KernelConfig): tf.KernelFunc {
  return (call) => {
    noteFallback(kernelName, call.inputs);
    return counted(native, `${kernelName} (JavaScript)`, kernelName, call, () => kernelFunc(call));
  };
}

function nativeKernel(
  native: NativeAddon,
  kernelName: string,
  run: NativeKernel,
  original: tf.KernelFunc | undefined,
): tf.KernelFunc {
  return (call) => {
    const fallback = (): ReturnType<tf.KernelFunc> => {
      if (!original) throw new Error(`The kernel "${kernelName}" does not take these inputs.`);
      noteFallback(kernelName, call.inputs);
      return original(call);
    };
    return counted(native, kernelName, kernelName, call, () => run({ ...call, fallback } as never));
  };
}

/**
 * Registers the back end `onednn`: tfjs's CPU kernels, the native ones in their place, and the fused ones beside them.
 * @throws BackendUnavailableError when the addon does not load.
 */
export function registerOnednn(): void {
  if (tf.findBackendFactory(ONEDNN) != null) return;
  const native = loadNativeAddon();
  const originals = tf.getKernelsForBackend('cpu');
  for (const original of originals) {
    const run = overriddenKernels[original.kernelName];
    const kernelFunc = run
      ? nativeKernel(native, original.kernelName, run, original.kernelFunc)
      : javaScriptKernel(native, original);
    tf.registerKernel({ ...original, backendName: ONEDNN, kernelFunc });
  }
  for (const [kernelName, run] of Object.entries(cortexKernels)) {
    tf.registerKernel({
      kernelName,
      backendName: ONEDNN,
      kernelFunc: nativeKernel(native, kernelName, run, undefined),
    });
  }
  tf.registerBackend(ONEDNN, () => new OnednnBackend(native));
}
