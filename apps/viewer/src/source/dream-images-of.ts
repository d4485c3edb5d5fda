import { mixturesOf } from '@oneiros/journal/dreams';
import { decodeSafetensors, type SafetensorsContent } from '@oneiros/journal/safetensors';
import { SourceError } from './errors.ts';
import type { DreamImages } from './run-source.ts';

const rowNames = ['seen', 'reconstructed', 'nrem', 'rem'] as const;

/**
 * The images of a dream file: tensors of bytes, [images, height, width, channels], one a row.
 *
 * @throws SourceError where the file is torn or holds no images
 */
export function dreamImagesOf(bytes: Uint8Array, tick: number, path: string): DreamImages {
  let content: SafetensorsContent;
  let mixtures: DreamImages['mixtures'];
  try {
    content = decodeSafetensors(bytes);
    mixtures = mixturesOf(content);
  } catch (cause) {
    throw new SourceError(path, null, (cause as Error).message);
  }
  const { tensors } = content;
  const shape = rowNames.map((name) => tensors.get(name)?.shape).find((found) => found !== undefined);
  const [count, height, width, channels] = shape ?? [];
  if (count === undefined || height === undefined || width === undefined || channels === undefined) {
    throw new SourceError(
      path,
      null,
      `Expected images under ${rowNames.join(', ')}, got ${[...tensors.keys()].join(', ')}.`,
    );
  }
  const rowOf = (name: string): Float32Array | null => {
    const tensor = tensors.get(name);
    if (tensor === undefined) return null;
    const isAlike = tensor.data instanceof Uint8Array && tensor.shape.join() === shape!.join();
    if (!isAlike) throw new SourceError(path, null, `Expected ${name} as bytes of shape [${shape!.join(', ')}].`);
    return Float32Array.from(tensor.data as Uint8Array, (value) => value / 127.5 - 1);
  };
  const rows = Object.fromEntries(rowNames.map((name) => [name, rowOf(name)])) as DreamImages['rows'];
  return { tick, count, height, width, channels, rows, mixtures };
}
