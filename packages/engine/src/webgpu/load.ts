/// <reference types="@webgpu/types" />
import * as tf from '@tensorflow/tfjs';
import { registerCortexKernels, withAdamStep } from '@oneiros/webgpu-kernels';
import { findAdapter, loadDawn, type Dawn, type FoundAdapter } from './dawn.ts';

/** The name under which tfjs knows the back end, as in browsers. */
export const WEBGPU = 'webgpu';

/** What is known about the WebGPU back end once it loads. */
export interface WebgpuDescription {
  name: typeof WEBGPU;
  /** Of Dawn's npm package. */
  version: string;
  library: string;
  /** The adapter computes on the CPU. */
  software: boolean;
}

const describe = ({ version }: Dawn, { name, isSoftware }: FoundAdapter): WebgpuDescription => ({
  name: WEBGPU,
  version,
  library: `Dawn ${version} on ${name}${isSoftware ? ' (software: on the CPU, for correctness only)' : ''}`,
  software: isSoftware,
});

/** Loads Dawn and looks for an adapter, without registering anything. @throws BackendUnavailableError */
export async function describeWebgpu(): Promise<WebgpuDescription> {
  const dawn = loadDawn();
  return describe(dawn, await findAdapter(dawn));
}

/** Limits that tfjs's programs are sized by: the adapter's own in the place of the least that every adapter has. */
const wantedLimits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** Registers `webgpu` and makes it tfjs's current back end. @throws BackendUnavailableError */
export async function loadWebgpu(): Promise<WebgpuDescription> {
  const dawn = loadDawn();
  const found = await findAdapter(dawn);
  if (tf.findBackendFactory(WEBGPU) == null) {
    const { DawnBackend } = await import('./dawn-backend.ts');
    // tfjs makes back ends anew after a reset; each has a device of its own, and an adapter gives but one.
    tf.registerBackend(WEBGPU, async () => {
      const { adapter, info } = await findAdapter(dawn);
      const device = await requestDevice(adapter);
      return withAdamStep(withNavigator(dawn.gpu, () => new DawnBackend(device, info, dawn.pump)));
    });
  }
  registerCortexKernels();
  await tf.setBackend(WEBGPU);
  return describe(dawn, found);
}

const requestDevice = (adapter: GPUAdapter): Promise<GPUDevice> =>
  adapter.requestDevice({
    requiredFeatures: adapter.features.has('timestamp-query') ? ['timestamp-query'] : [],
    requiredLimits: Object.fromEntries(wantedLimits.map((name) => [name, adapter.limits[name]])),
  });

/** tfjs's back end looks for `navigator.gpu` before it is made; Node 20 has no navigator, later ones none with a GPU. */
function withNavigator<Result>(gpu: GPU, make: () => Result): Result {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { gpu } });
  try {
    return make();
  } finally {
    if (own === undefined) delete (globalThis as { navigator?: unknown }).navigator;
    else Object.defineProperty(globalThis, 'navigator', own);
  }
}
