import * as tf from '@tensorflow/tfjs';
import { backendNames, isEmulation, type BackendChoice, type BackendName, type BackendReport } from './backend.ts';
import { BrowserSimulationError } from './errors.ts';

type Device = Pick<BackendReport, 'device' | 'emulated'>;

/**
 * Starts the first back end that runs here and computes float32. `auto` passes over emulated GPUs, which are slower than plain
 * JavaScript for a small brain; a back end that is named is taken even so.
 *
 * @throws BrowserSimulationError with the reasons where none does
 */
export async function chooseBackend(choice: BackendChoice): Promise<BackendReport> {
  tf.enableProdMode();
  const passedOver: { name: BackendName; reason: string }[] = [];
  for (const name of choice === 'auto' ? backendNames : [choice]) {
    try {
      const device = await starters[name]();
      if (choice === 'auto' && device.emulated) throw new Error(`only emulated on the CPU (${device.device})`);
      await begin(name);
      if (name === 'webgpu') await useFusedKernels();
      return { name, ...device, passedOver };
    } catch (error) {
      passedOver.push({ name, reason: (error as Error).message });
      if (name in tf.engine().registry) tf.removeBackend(name);
    }
  }
  const reasons = passedOver.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  const advice = 'Choose another back end; plain JavaScript (CPU) runs in every browser.';
  throw new BrowserSimulationError({ code: 'NO_BACKEND', message: `No back end starts here: ${reasons}.`, advice });
}

const starters: Readonly<Record<BackendName, () => Promise<Device>>> = {
  async webgpu() {
    if (!('gpu' in navigator)) throw new Error('this browser has none');
    const adapter = await (navigator.gpu as Gpu).requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null) throw new Error('no graphics adapter');
    const { vendor = '', architecture = '', description = '', isFallbackAdapter } = adapter.info ?? {};
    const device = description || [vendor, architecture].filter((part) => part !== '').join(' ') || 'an unnamed GPU';
    await import('@tensorflow/tfjs-backend-webgpu');
    return { device, emulated: isFallbackAdapter === true || isEmulation(`${device} ${architecture}`) };
  },
  webgl() {
    const context = new OffscreenCanvas(1, 1).getContext('webgl2');
    if (context === null) throw new Error('no WebGL 2');
    const info = context.getExtension('WEBGL_debug_renderer_info');
    const device = String(context.getParameter(info === null ? context.RENDERER : info.UNMASKED_RENDERER_WEBGL));
    context.getExtension('WEBGL_lose_context')?.loseContext();
    return Promise.resolve({ device, emulated: isEmulation(device) });
  },
  cpu: () => Promise.resolve({ device: 'plain JavaScript, one thread', emulated: false }),
};

/** Those of the cortex in WGSL, as in Node. */
async function useFusedKernels(): Promise<void> {
  const { registerCortexKernels, withAdamStep } = await import('@oneiros/webgpu-kernels');
  registerCortexKernels();
  withAdamStep(tf.backend());
}

/**
 * Half floats of some phones would ruin Adam, and WebGPU is read through a canvas, which not every browser can.
 *
 * @throws Error where it does not start, or does not give numbers back bit by bit
 */
async function begin(name: BackendName): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error('does not start');
  await tf.ready();
  const values = Float32Array.from({ length: 1024 }, (_, i) => Math.fround(Math.sin(i + 1) * 10 ** ((i % 13) - 8)));
  const back = tf.tidy(() => tf.mul(tf.tensor1d(values), tf.ones([1024])).dataSync<'float32'>());
  if (!values.every((value, i) => value === back[i]))
    throw new Error('does not give float32 numbers back as they were');
}

/** The part of WebGPU's interface that is read here. */
interface Gpu {
  requestAdapter(options: object): Promise<{
    readonly info?: {
      readonly vendor?: string;
      readonly architecture?: string;
      readonly description?: string;
      readonly isFallbackAdapter?: boolean;
    };
  } | null>;
}
