import * as tf from '@tensorflow/tfjs';
import { chooseThreads } from '../threads.ts';
import { findAddonBuild } from './addon-builds.ts';
import { loadNativeAddon } from './native-addon.ts';
import { ONEDNN, registerOnednn } from './register.ts';

/** What is known about the native back end once it loads. */
export interface OnednnDescription {
  name: 'onednn';
  /** Of oneDNN. */
  version: string;
  library: string;
  threads: number;
  /** Of our kernels and of oneDNN's. */
  instructionSets: string[];
}

/** Loads the addon and describes it, without registering anything. @throws BackendUnavailableError */
export function describeOnednn(): OnednnDescription {
  const native = loadNativeAddon();
  const { origin, stamp } = findAddonBuild();
  return {
    name: ONEDNN,
    version: native.libraryVersion,
    library:
      `kernels for ${native.instructionSet} over oneDNN ${native.libraryVersion} (${native.libraryInstructionSet}); ` +
      `${origin} against ${stamp.onednn ?? 'an unknown version'}`,
    threads: native.threads(),
    instructionSets: [native.instructionSet, native.libraryInstructionSet],
  };
}

/** Registers `onednn`, makes it tfjs's current back end and sets its threads. @throws BackendUnavailableError */
export async function loadOnednn(threads?: number): Promise<OnednnDescription> {
  loadNativeAddon().setThreads(chooseThreads(threads));
  registerOnednn();
  await tf.setBackend(ONEDNN);
  return describeOnednn();
}
