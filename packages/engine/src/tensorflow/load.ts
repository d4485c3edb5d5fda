import * as tf from '@tensorflow/tfjs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BackendUnavailableError } from '../errors.ts';
import { tensorflowFolder } from '../added-engine/engine-folder.ts';
import { CommandFailedError, EngineDamagedError, EngineNotInstalledError } from '../added-engine/errors.ts';
import { registerExplicitPadding, type ConvolutionModule } from './explicit-padding.ts';
import { loadOnce } from './load-once.ts';
import { readManifest, verifyFiles, type EngineManifest } from '../added-engine/manifest.ts';
import { restoreUtilities } from './node-compatibility.ts';
import { tfjsSymbol } from './shim.ts';

/** The `tensorflow` back end once it computes. */
export interface LoadedTensorflow {
  readonly name: 'tensorflow';
  /** Of TensorFlow's library. */
  readonly version: string;
  readonly gpu: boolean;
  readonly folder: string;
}

const backendName = 'tensorflow';

/**
 * Registers TensorFlow's kernels with our copy of tfjs and makes `tensorflow` its current back end. It reads the engine
 * that `oneiros engine add tensorflow` put into the cache, after comparing it with its manifest.
 *
 * @param threads of each operation; by default TensorFlow's own choice, one a processor. Only the first load sets it.
 * @throws BackendUnavailableError with the reason and what to do: not added, damaged, or refused by the system's loader.
 */
export async function loadTensorflow(threads?: number): Promise<LoadedTensorflow> {
  const folder = tensorflowFolder();
  const manifest = await soundManifest(folder);
  if (tf.findBackend(backendName) === null) register(folder, manifest, threads);
  await tf.setBackend(backendName);
  return { name: backendName, version: manifest.libraryVersion, gpu: manifest.gpu, folder };
}

/**
 * What `loadTensorflow` would load. It checks the files and loads the library in a process of its own, so that nothing
 * changes in this one.
 *
 * @throws BackendUnavailableError.
 */
export async function describeTensorflow(): Promise<{ version: string; library: string }> {
  const folder = tensorflowFolder();
  const { binding, package: name, packageVersion, gpu } = await soundManifest(folder);
  const version = await loadOnce(join(folder, binding)).catch((error: unknown) => {
    throw refused(
      error instanceof CommandFailedError ? error.tail.split('\n')[0] || error.outcome : (error as Error).message,
    );
  });
  const untested = gpu ? ', GPU (untested)' : '';
  return { version, library: `TensorFlow ${version} under ${name} ${packageVersion}${untested}` };
}

const refused = (reason: string): BackendUnavailableError =>
  new BackendUnavailableError(
    backendName,
    reason,
    'Add it anew for this machine: oneiros engine remove tensorflow, then oneiros engine add tensorflow.',
  );

async function soundManifest(folder: string): Promise<EngineManifest> {
  try {
    const manifest = await readManifest(folder);
    await verifyFiles(folder, manifest);
    return manifest;
  } catch (error) {
    if (error instanceof EngineNotInstalledError) {
      throw new BackendUnavailableError(backendName, 'it was not added', 'Add it: oneiros engine add tensorflow.');
    }
    if (error instanceof EngineDamagedError) {
      throw new BackendUnavailableError(
        backendName,
        `${error.path} is damaged (${error.problem})`,
        'Add it anew: oneiros engine remove tensorflow, then oneiros engine add tensorflow.',
      );
    }
    throw error;
  }
}

function register(folder: string, manifest: EngineManifest, threads: number | undefined): void {
  // Read by the library when it starts; what the user set wins.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  if (threads !== undefined) process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  restoreUtilities();
  const require = createRequire(join(folder, 'engine.json'));
  const shared = globalThis as Record<symbol, unknown>;
  shared[tfjsSymbol] = createRequire(import.meta.url)('@tensorflow/tfjs');
  try {
    const binding: unknown = require(join(folder, manifest.binding));
    const distribution = join(folder, 'node_modules', manifest.package, 'dist');
    const { NodeJSKernelBackend } = require(join(distribution, 'nodejs_kernel_backend.js')) as {
      NodeJSKernelBackend: new (binding: unknown, packageName: string) => tf.KernelBackend;
    };
    require(join(distribution, 'register_all_kernels.js'));
    registerExplicitPadding(backendName, require(join(distribution, 'kernels', 'Conv2D.js')) as ConvolutionModule);
    tf.registerBackend(backendName, () => new NodeJSKernelBackend(binding, manifest.package));
  } catch (error) {
    throw refused((error as Error).message.split('\n')[0]!);
  } finally {
    delete shared[tfjsSymbol];
  }
}
