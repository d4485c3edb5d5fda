import type { DreamMixture, DreamSheet } from '@oneiros/simulation';
import { SafetensorsError } from './errors.ts';
import { encodeSafetensors, type SafetensorsContent } from './safetensors-bytes.ts';

/**
 * A sheet of dreams as a file: its pictures as tensors and, as JSON under `mixtures` of the metadata, what the REM dream of each
 * image is made of: `[{"images":[[0,0.25],[1,0.25]],"noise":0.5}, ...]`, images from 0 with their shares.
 */
export function encodeDreams({ mixtures, ...pictures }: DreamSheet): Uint8Array {
  return encodeSafetensors(new Map(Object.entries(pictures)), { mixtures: JSON.stringify(mixtures) });
}

/**
 * What the REM dreams of a file are made of.
 *
 * @returns null where the file does not say it: those of earlier versions did not
 * @throws SafetensorsError where it says it in another form
 */
export function mixturesOf({ metadata }: SafetensorsContent, path?: string): readonly DreamMixture[] | null {
  const text = metadata['mixtures'];
  if (text === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = text;
  }
  if (Array.isArray(value) && value.every(isMixture)) return value;
  throw new SafetensorsError(
    `Expected mixtures in the metadata to be a list of { images: [[image, share], ...], noise: share }, got ${text.slice(0, 80)}.`,
    path,
  );
}

const isMixture = (value: unknown): value is DreamMixture => {
  if (typeof value !== 'object' || value === null) return false;
  const { images, noise } = value as Record<string, unknown>;
  return typeof noise === 'number' && Array.isArray(images) && images.every(isImage);
};
const isImage = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && Number.isInteger(value[0]);
