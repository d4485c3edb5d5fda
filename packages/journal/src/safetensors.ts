import { readFileSync } from 'node:fs';
import { replaceFile } from './replace-file.ts';
import {
  decodeSafetensors,
  encodeSafetensors,
  type SafetensorsContent,
  type StoredTensor,
} from './safetensors-bytes.ts';

export { decodeSafetensors, encodeSafetensors };
export type { SafetensorsContent, StoredTensor, TensorData, TensorType } from './safetensors-bytes.ts';

/** @throws SafetensorsError as `decodeSafetensors`; file system errors as they come. */
export const readSafetensors = (path: string): SafetensorsContent => decodeSafetensors(readFileSync(path), path);

/** Writes to a temporary file, syncs and renames: under `path` there is either the old file or the whole new one. */
export function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: Readonly<Record<string, string>> = {},
): void {
  replaceFile(path, encodeSafetensors(tensors, metadata));
}
