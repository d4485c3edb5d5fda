import * as tf from '@tensorflow/tfjs';
import { BackendUnavailableError } from './errors.ts';
import { describeOnednn } from './onednn/load.ts';
import type { BackendName } from './select-backend.ts';
import { describeTensorflow } from './tensorflow/load.ts';
import { describeWebgpu } from './webgpu/load.ts';

/** One line of `oneiros doctor`: whether a back end loads, and why not. */
export interface BackendDescription {
  name: Exclude<BackendName, 'auto'>;
  available: boolean;
  version?: string;
  library?: string;
  threads?: number;
  instructionSets?: string[];
  /** Of a GPU back end: its adapter is software, which computes on the CPU. */
  software?: boolean;
  /** Why it does not load. */
  reason?: string;
  /** What to do about it. */
  advice?: string;
}

async function attempt(
  name: BackendDescription['name'],
  describe: () =>
    Omit<BackendDescription, 'name' | 'available'> | Promise<Omit<BackendDescription, 'name' | 'available'>>,
): Promise<BackendDescription> {
  try {
    return { ...(await describe()), name, available: true };
  } catch (error) {
    if (!(error instanceof BackendUnavailableError)) throw error;
    return { name, available: false, reason: error.reason, advice: error.advice };
  }
}

/** Every back end, in the order in which `auto` tries them; loads their libraries but changes nothing in tfjs. */
export async function describeBackends(): Promise<BackendDescription[]> {
  return [
    await attempt('onednn', describeOnednn),
    await attempt('tensorflow', describeTensorflow),
    await attempt('webgpu', describeWebgpu),
    {
      name: 'cpu',
      available: true,
      version: tf.version_core,
      library: `tfjs ${tf.version_core} in JavaScript`,
      threads: 1,
    },
  ];
}
