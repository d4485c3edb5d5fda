import * as tf from '@tensorflow/tfjs';
import { BackendUnavailableError, UnknownBackendError } from './errors.ts';
import { loadOnednn } from './onednn/load.ts';
import { loadTensorflow } from './tensorflow/load.ts';
import { loadWebgpu } from './webgpu/load.ts';

/** What a user may ask for; `auto` takes the first of `onednn`, `tensorflow` that loads. */
export const backendNames = ['auto', 'onednn', 'tensorflow', 'webgpu', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

/** Which back end computes, and what decides the bits of its results. */
export interface BackendReport {
  name: Exclude<BackendName, 'auto'>;
  version: string;
  /** The library under it, in words. */
  library: string;
  /** Absent where the back end does not tell. */
  threads?: number;
  instructionSets: string[];
  /** What a user must be told: never empty when a slow back end was taken unasked. */
  warnings: string[];
}

export interface BackendRequest {
  backend: BackendName;
  /** Default of the native back end: ONEIROS_THREADS, OMP_NUM_THREADS, then one a processor. */
  threads?: number;
}

const SLOW =
  'tfjs computes in plain JavaScript now: more than 300 seconds for a cycle of the published size, where the native back end ' +
  'takes less than half a second';

const SOFTWARE =
  'WebGPU has found no GPU, only a software adapter: good for checking results, far slower than the native back end';

async function useOnednn(threads: number | undefined): Promise<BackendReport> {
  return { ...(await loadOnednn(threads)), warnings: [] };
}

async function useTensorflow(threads: number | undefined): Promise<BackendReport> {
  const { name, version } = await loadTensorflow(threads);
  return { name, version, library: `TensorFlow ${version}`, instructionSets: [], warnings: [] };
}

async function useWebgpu(): Promise<BackendReport> {
  const { name, version, library, software } = await loadWebgpu();
  return { name, version, library, instructionSets: [], warnings: software ? [SOFTWARE] : [] };
}

async function useCpu(warnings: string[]): Promise<BackendReport> {
  await tf.setBackend('cpu');
  const version = tf.version_core;
  return { name: 'cpu', version, library: `tfjs ${version} in JavaScript`, threads: 1, instructionSets: [], warnings };
}

/** The first that loads; every one that does not leaves its reason. */
async function useBest(threads: number | undefined): Promise<BackendReport> {
  const reasons: string[] = [];
  for (const use of [() => useOnednn(threads), () => useTensorflow(threads)]) {
    try {
      const report = await use();
      return { ...report, warnings: [...reasons, ...report.warnings] };
    } catch (error) {
      if (!(error instanceof BackendUnavailableError)) throw error;
      reasons.push(error.message);
    }
  }
  return useCpu([...reasons, `No fast back end loads: ${SLOW}.`]);
}

/**
 * Registers a back end and makes it tfjs's current one.
 * @returns what was chosen; `warnings` is to be shown to the user
 * @throws BackendUnavailableError when a named one does not load: its message says why and what to do
 * @throws UnknownBackendError, ThreadCountError
 */
export async function selectBackend({ backend, threads }: BackendRequest): Promise<BackendReport> {
  switch (backend) {
    case 'auto':
      return useBest(threads);
    case 'onednn':
      return useOnednn(threads);
    case 'tensorflow':
      return useTensorflow(threads);
    case 'cpu':
      return useCpu([`As asked, ${SLOW}.`]);
    case 'webgpu':
      return useWebgpu();
    default:
      throw new UnknownBackendError(backend satisfies never, backendNames);
  }
}
