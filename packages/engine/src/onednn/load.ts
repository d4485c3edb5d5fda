import * as tf from '@tensorflow/tfjs';
import { chooseThreads } from '../threads.ts';
import { cpuExtensions, loadNativeAddon, readBuildStamp } from './native-addon.ts';
import { ONEDNN, registerOnednn } from './register.ts';

/** What is known about the native back end once it loads. */
export interface OnednnDescription {
  name: 'onednn';
  /** Of oneDNN. */
  version: string;
  library: string;
  threads: number;
  /** The vector extensions that the CPU has and the code may use, widest first. */
  instructionSets: string[];
}

const NAMED_EXTENSIONS = ['amx_tile', 'avx512_bf16', 'avx512_vnni', 'avx512f', 'avx2', 'fma', 'avx', 'sse4_2', 'asimd'];

/** Loads the addon and describes it, without registering anything. @throws BackendUnavailableError */
export function describeOnednn(): OnednnDescription {
  const native = loadNativeAddon();
  const extensions = cpuExtensions();
  const found = NAMED_EXTENSIONS.filter((name) => extensions?.has(name));
  return {
    name: ONEDNN,
    version: native.libraryVersion,
    library:
      `oneDNN ${native.libraryVersion} (${native.libraryInstructionSet}), ` +
      `built against ${readBuildStamp()?.onednn ?? 'an unknown version'}`,
    threads: native.threads(),
    instructionSets: found.length > 0 ? found : [native.libraryInstructionSet],
  };
}

/** Registers `onednn`, makes it tfjs's current back end and sets its threads. @throws BackendUnavailableError */
export async function loadOnednn(threads?: number): Promise<OnednnDescription> {
  loadNativeAddon().setThreads(chooseThreads(threads));
  registerOnednn();
  await tf.setBackend(ONEDNN);
  return describeOnednn();
}
