import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { NpyError } from './errors.ts';
import { decodeNpy, encodeNpy, readNpy, writeNpy, type NpyArray } from './npy.ts';

const folder = mkdtempSync(join(tmpdir(), 'oneiros-npy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const example = (): NpyArray => ({ shape: [2, 3], data: Float32Array.of(0.5, -1, NaN, Infinity, 1 / 3, 0) });

/** A file with any header: magic, version, length word, text, data. */
function fileOf(header: string, { version = [1, 0], data = new Uint8Array(0), length = header.length } = {}) {
  const word = version[0] === 1 ? 2 : 4;
  const bytes = new Uint8Array(8 + word + header.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, ...version]);
  const view = new DataView(bytes.buffer);
  if (word === 2) view.setUint16(8, length, true);
  else view.setUint32(8, length, true);
  bytes.set(new TextEncoder().encode(header), 8 + word);
  bytes.set(data, 8 + word + header.length);
  return bytes;
}

describe('NumPy files', () => {
  it('are, byte for byte, what numpy.save writes', () => {
    // np.save(f, np.array([[1, 2], [3, 4]], dtype='<i4')): 118 bytes of header, so that data start at 128.
    const header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 2), }";
    const expected = fileOf(header.padEnd(117) + '\n', {
      data: Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0),
    });
    expect(encodeNpy({ shape: [2, 2], data: Int32Array.of(1, 2, 3, 4) })).toEqual(expected);
    expect(expected).toHaveLength(128 + 16);
  });

  it('come back bit for bit, whatever their type and shape', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(4), { maxLength: 4 }),
        fc.constantFrom(Float32Array, Float64Array, Int32Array, Uint8Array),
        (shape, ArrayType) => {
          const data = new ArrayType(shape.reduce((a, b) => a * b, 1)).map((_: number, i: number) => 200 - i / 3);
          expect(decodeNpy(encodeNpy({ shape, data }))).toEqual({ shape, data });
        },
      ),
    );
    expect(decodeNpy(encodeNpy(example()))).toEqual(example());
  });

  it('are read from the middle of a buffer too', () => {
    const bytes = encodeNpy(example());
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeNpy(shifted.subarray(3))).toEqual(example());
  });

  it('are read with long headers of version 2 and keys in any order', () => {
    const header = "{ 'shape' : (3,) , 'fortran_order':False,'descr': '|u1'}\n";
    const bytes = fileOf(header, { version: [2, 0], data: Uint8Array.of(7, 8, 9) });
    expect(decodeNpy(bytes)).toEqual({ shape: [3], data: Uint8Array.of(7, 8, 9) });
  });

  it('are refused torn at any byte', () => {
    const bytes = encodeNpy(example());
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeNpy(bytes.subarray(0, length)), `${length} bytes`).toThrow(NpyError);
    }
    expect(() => decodeNpy(Uint8Array.of(...bytes, 0))).toThrow('the file has 25');
  });

  it.each([
    ['no dictionary', 'descr', /header with descr/],
    ['a key twice', "{'descr': '|u1', 'descr': '|u1', 'shape': (1,), }", /header with descr/],
    ['a further key', "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), 'x': 1, }", /header with descr/],
    ['a shape that is code', "{'descr': '|u1', 'fortran_order': False, 'shape': (f(),), }", /header with descr/],
    ['a negative length', "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,), }", /header with descr/],
    ['a flag as its shape', "{'descr': '|u1', 'fortran_order': False, 'shape': True, }", /header with descr/],
    ['pickled objects', "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", /float32/],
    ['other byte order', "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", /float32/],
    ['columns first', "{'descr': '|u1', 'fortran_order': True, 'shape': (1, 1), }", /C order/],
    [
      'a shape beyond counting',
      "{'descr': '|u1', 'fortran_order': False, 'shape': (9999999, 9999999999), }",
      /can hold/,
    ],
    [
      'a shape beyond the file',
      "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000,), }",
      /8000000000 bytes/,
    ],
  ])('are refused with %s', (_, header, message) => {
    expect(() => decodeNpy(fileOf(header, { data: Uint8Array.of(1) }))).toThrow(message);
    expect(() => decodeNpy(fileOf(header, { data: Uint8Array.of(1) }))).toThrow(NpyError);
  });

  it('are refused with a header longer than the file, than its limit, or of an unknown version', () => {
    expect(() => decodeNpy(fileOf('{}', { length: 60_000 }))).toThrow('at most 2 bytes');
    const long = ' '.repeat(20_000);
    expect(() => decodeNpy(fileOf(long, { version: [2, 0] }))).toThrow('at most 10000 bytes');
    expect(() => decodeNpy(fileOf('{}', { version: [3, 0] }))).toThrow('got 3.0');
  });

  it('survive any damaged byte: another array or an error of their own, nothing else', () => {
    const bytes = encodeNpy(example());
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const damaged = bytes.slice();
        damaged[at] = value;
        try {
          expect(decodeNpy(damaged).data.byteLength).toBe(24);
        } catch (error) {
          expect(error).toBeInstanceOf(NpyError);
        }
      }),
    );
  });

  it('are not written where data and shape differ', () => {
    expect(() => encodeNpy({ shape: [2], data: Uint8Array.of(1) })).toThrow('Expected 2 numbers for [2], got 1.');
    expect(() => encodeNpy({ shape: [-1, -1], data: Uint8Array.of(1) })).toThrow(NpyError);
    expect(() => encodeNpy({ shape: [], data: new BigInt64Array(1) as never })).toThrow('float32');
  });

  it('are written whole or not at all, and named in errors', () => {
    const path = join(folder, 'latents.npy');
    writeNpy(path, example());
    expect(readNpy(path)).toEqual(example());
    expect(readdirSync(folder)).toEqual(['latents.npy']);
    writeFileSync(path, readFileSync(path).subarray(0, 100));
    expect(() => readNpy(path)).toThrow(path);
  });
});
