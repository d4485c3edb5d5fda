import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { BackendUnavailableError } from '../errors.ts';
import type { DawnBackend } from '../webgpu/dawn-backend.ts';
import { loadWebgpu } from '../webgpu/load.ts';
import { CHROMIUM_SWIFTSHADER, namedDrivers } from '../webgpu/vulkan-loader.ts';

/** Chromium's SwiftShader, where the machine has it and no driver is named: results are then the same everywhere. */
export function preferSwiftShader(): void {
  if (namedDrivers(process.env).length === 0 && existsSync(CHROMIUM_SWIFTSHADER)) {
    process.env['VK_ICD_FILENAMES'] = CHROMIUM_SWIFTSHADER;
  }
}

/** The back end `webgpu`, current, or why a test cannot have it. */
export async function useWebgpuInTest(): Promise<DawnBackend | string> {
  preferSwiftShader();
  tf.env().set('IS_TEST', true);
  try {
    await loadWebgpu();
    return tf.backend() as unknown as DawnBackend;
  } catch (error) {
    if (!(error instanceof BackendUnavailableError)) throw error;
    return `webgpu does not load: ${error.reason}`;
  }
}
