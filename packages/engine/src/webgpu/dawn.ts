/// <reference types="@webgpu/types" />
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BackendUnavailableError } from '../errors.ts';
import { commandToAddDawn } from './dawn-package.ts';
import { createEventPump, type EventPump } from './event-pump.ts';
import { CHROMIUM_SWIFTSHADER, loadVulkan, namedDrivers } from './vulkan-loader.ts';

interface DawnModule {
  create(options: string[]): GPU;
  readonly globals: Readonly<Record<string, { prototype?: object }>>;
}

/** Dawn in this process; the binding lives as long as `gpu` is referenced. */
export interface Dawn {
  readonly gpu: GPU;
  readonly pump: EventPump;
  /** Of the npm package. */
  readonly version: string;
}

/** An adapter that can compute, and what it is. */
export interface FoundAdapter {
  readonly adapter: GPUAdapter;
  readonly info: GPUAdapterInfo;
  /** Its name with its driver, as the driver gives them. */
  readonly name: string;
  /** Computes on the CPU: for correctness, not for speed. */
  readonly isSoftware: boolean;
}

/** Calls that begin work under way, by the interface that has them. */
const asynchronousCalls: Readonly<Record<string, readonly string[]>> = {
  GPU: ['requestAdapter'],
  GPUAdapter: ['requestDevice'],
  GPUBuffer: ['mapAsync'],
  GPUDevice: ['popErrorScope', 'createComputePipelineAsync'],
  GPUQueue: ['onSubmittedWorkDone'],
};

/** How long the end of the process waits for work under way. */
const MOST_EXIT_MS = 2000;

const unavailable = (reason: string, advice: string): BackendUnavailableError =>
  new BackendUnavailableError('webgpu', reason, advice);

let loaded: Dawn | undefined;

/**
 * Loads Dawn, once, and puts WebGPU's interfaces (`GPUBuffer`, `GPUBufferUsage`, ...) where a browser has them.
 * @throws BackendUnavailableError where the package is missing or does not load
 */
export function loadDawn(): Dawn {
  if (loaded !== undefined) return loaded;
  const require = createRequire(import.meta.url);
  let module: DawnModule;
  let version: string;
  try {
    const entry = require.resolve('webgpu');
    version = (JSON.parse(readFileSync(join(dirname(entry), 'package.json'), 'utf8')) as { version: string }).version;
    module = require('webgpu') as DawnModule;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND') {
      throw unavailable('the optional package "webgpu" (Dawn) is not installed', `Add it: ${commandToAddDawn()}`);
    }
    throw unavailable(
      `Dawn does not load (${message.split('\n')[0]})`,
      'It is built for Linux with glibc 2.34, Windows and macOS on x64 and arm64; choose onednn elsewhere.',
    );
  }
  if (!loadVulkan(process.env)) throw withoutAdapter("Vulkan's loader (libvulkan.so.1) is not found");
  const pump = createEventPump();
  for (const [name, calls] of Object.entries(asynchronousCalls))
    pumpCalls(module.globals[name]?.prototype, calls, pump);
  Object.assign(globalThis, module.globals);
  // The binding aborts the process that ends while a promise of its own is open.
  process.once('exit', () => pump.drain(MOST_EXIT_MS));
  return (loaded = { gpu: module.create([]), pump, version });
}

function pumpCalls(prototype: object | undefined, names: readonly string[], pump: EventPump): void {
  if (prototype === undefined) return;
  const calls = prototype as Record<string, (this: unknown, ...given: unknown[]) => unknown>;
  for (const name of names) {
    const original = calls[name]!;
    calls[name] = function (...given) {
      return pump.within(() => original.apply(this, given));
    };
  }
}

/** @throws BackendUnavailableError where Dawn finds none, with what to do here */
export async function findAdapter({ gpu }: Dawn): Promise<FoundAdapter> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw withoutAdapter('no adapter is found');
  const { info } = adapter as GPUAdapter & { info: GPUAdapterInfo & { isFallbackAdapter?: boolean } };
  const { vendor, architecture, device, description } = info;
  const name = description || [vendor, architecture, device].filter(Boolean).join(' ') || 'an adapter without a name';
  const isSoftware =
    info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe/i.test(`${architecture} ${description}`);
  return { adapter, info, name, isSoftware };
}

/** What to do where nothing can compute, by what is there. */
function withoutAdapter(reason: string): BackendUnavailableError {
  if (process.platform !== 'linux') {
    return unavailable(reason, 'Update the driver of the GPU, or choose another back end such as onednn.');
  }
  const missing = namedDrivers(process.env).find((path) => !existsSync(path));
  if (missing !== undefined) {
    return unavailable(
      `${reason}, nor the Vulkan driver ${missing} that the environment names`,
      'Correct or unset VK_ICD_FILENAMES.',
    );
  }
  const software = existsSync(CHROMIUM_SWIFTSHADER)
    ? `set VK_ICD_FILENAMES=${CHROMIUM_SWIFTSHADER}`
    : `install SwiftShader (Debian: apt-get install chromium) and set VK_ICD_FILENAMES=${CHROMIUM_SWIFTSHADER}`;
  return unavailable(
    reason,
    "With a GPU: install Vulkan's loader and the GPU's driver (Debian: apt-get install libvulkan1, and mesa-vulkan-drivers " +
      `or NVIDIA's own). Without one, slowly and for correctness only: ${software}.`,
  );
}
