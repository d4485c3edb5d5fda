import { deflateSync } from 'node:zlib';

/** A variable to write: its class and the type its numbers are stored as. */
export interface WrittenArray {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: ArrayLike<number>;
  readonly storage: 'uint8' | 'int16' | 'double';
}

const STORAGE = {
  uint8: { type: 2, kind: 9, bytes: 1 },
  int16: { type: 3, kind: 10, bytes: 2 },
  double: { type: 9, kind: 6, bytes: 8 },
};

/** Writes MATLAB 5 files for tests, in either order of bytes; compressed like MATLAB's own, or plain. */
export function writeMatlab(arrays: readonly WrittenArray[], little: boolean, isCompressed: boolean): Uint8Array {
  const header = new Uint8Array(128).fill(32);
  const view = new DataView(header.buffer);
  view.setUint16(124, 0x0100, little);
  view.setUint16(126, 0x4d49, little);
  const parts: Uint8Array[] = [header];
  for (const array of arrays) {
    const matrix = writeMatrix(array, little);
    if (!isCompressed) parts.push(matrix);
    else {
      const packed = deflateSync(matrix);
      parts.push(words([15, packed.length], little), new Uint8Array(packed));
    }
  }
  return Buffer.concat(parts).slice();
}

const words = (values: readonly number[], little: boolean): Uint8Array => {
  const bytes = new Uint8Array(values.length * 4);
  values.forEach((value, i) => new DataView(bytes.buffer).setUint32(i * 4, value, little));
  return bytes;
};

function element(type: number, data: Uint8Array, little: boolean): Uint8Array {
  if (data.length > 0 && data.length <= 4) {
    const small = new Uint8Array(8);
    small.set(words([(data.length << 16) | type], little));
    small.set(data, 4);
    return small;
  }
  const padded = new Uint8Array(8 + Math.ceil(data.length / 8) * 8);
  padded.set(words([type, data.length], little));
  padded.set(data, 8);
  return padded;
}

function writeMatrix({ name, dims, values, storage }: WrittenArray, little: boolean): Uint8Array {
  const { type, kind, bytes } = STORAGE[storage];
  const numbers = new Uint8Array(values.length * bytes);
  const view = new DataView(numbers.buffer);
  for (let i = 0; i < values.length; i++) {
    if (storage === 'uint8') numbers[i] = values[i]!;
    else if (storage === 'int16') view.setInt16(i * 2, values[i]!, little);
    else view.setFloat64(i * 8, values[i]!, little);
  }
  const body = Buffer.concat([
    element(6, words([kind, 0], little), little),
    element(5, words(dims, little), little),
    element(1, new TextEncoder().encode(name), little),
    element(type, numbers, little),
  ]);
  return Buffer.concat([words([14, body.length], little), body]);
}
