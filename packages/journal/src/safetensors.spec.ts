import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { SafetensorsError } from './errors.ts';
import { decodeSafetensors, encodeSafetensors, readSafetensors, writeSafetensors } from './safetensors.ts';
import type { StoredTensor } from './safetensors.ts';

const folder = mkdtempSync(join(tmpdir(), 'oneiros-safetensors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const example = (): Map<string, StoredTensor> =>
  new Map<string, StoredTensor>([
    ['mask', { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 0, 255) }],
    ['V1.weight', { dtype: 'F32', shape: [2, 2], data: Float32Array.of(0.5, -1, NaN, Infinity) }],
    ['mean', { dtype: 'F64', shape: [1], data: Float64Array.of(1 / 3) }],
    ['steps', { dtype: 'I64', shape: [], data: BigInt64Array.of(-(2n ** 62n)) }],
    ['order', { dtype: 'U32', shape: [2], data: Uint32Array.of(7, 2 ** 32 - 1) }],
    ['nothing', { dtype: 'F32', shape: [0, 5], data: new Float32Array(0) }],
  ]);

describe('safetensors', () => {
  it('reads back every dtype, bit for bit, with its metadata', () => {
    const { tensors, metadata } = decodeSafetensors(encodeSafetensors(example(), { tick: '12', note: 'ä"\n' }));
    expect(new Map([...tensors].sort())).toEqual(new Map([...example()].sort()));
    expect(metadata).toEqual({ tick: '12', note: 'ä"\n' });
  });

  it('gives the same bytes whatever the order in which tensors were added', () => {
    const reversed = new Map([...example()].reverse());
    expect(encodeSafetensors(reversed)).toEqual(encodeSafetensors(example()));
  });

  it('round-trips float32 tensors of any shape', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(4), { maxLength: 4 }),
        fc.constantFrom('z', '__proto__', 'ä b', ''),
        (shape, name) => {
          const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i / 3);
          const tensors = new Map<string, StoredTensor>([[name, { dtype: 'F32', shape, data }]]);
          expect(decodeSafetensors(encodeSafetensors(tensors)).tensors).toEqual(tensors);
        },
      ),
    );
  });

  it('starts its data at a multiple of eight bytes and pads the header with spaces', () => {
    const bytes = encodeSafetensors(example(), { a: 'b' });
    const headerBytes = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(headerBytes % 8).toBe(0);
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + headerBytes))).toMatch(/^\{.*\} *$/);
  });

  it('refuses every torn file with an error of its own', () => {
    const bytes = encodeSafetensors(example());
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeSafetensors(bytes.subarray(0, length)), `${length} bytes`).toThrow(SafetensorsError);
    }
    expect(() => decodeSafetensors(Uint8Array.of(...bytes, 0))).toThrow(/Expected \d+ bytes by its header/);
  });

  it('never throws anything but its own error on hostile bytes', () => {
    const valid = encodeSafetensors(example(), { tick: '1' });
    fc.assert(
      fc.property(fc.nat(valid.length - 1), fc.nat(255), (at, value) => {
        const bytes = valid.slice();
        bytes[at] = value;
        try {
          decodeSafetensors(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(SafetensorsError);
        }
      }),
      { numRuns: 500 },
    );
  });

  const withHeader = (header: unknown, dataBytes = 8): Uint8Array => {
    const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
    const bytes = new Uint8Array(8 + text.length + dataBytes);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    return bytes;
  };

  it.each([
    [
      'a length word of exabytes',
      Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 127),
      /length word says 9223372036854775807/,
    ],
    ['a header that is no JSON', withHeader('{"a":'), /header of JSON/],
    ['a header that is a list', withHeader([]), /JSON object/],
    [
      'an unknown dtype',
      withHeader({ a: { dtype: 'F8', shape: [8], data_offsets: [0, 8] } }),
      /dtype of a .* got "F8"/,
    ],
    [
      'a negative length',
      withHeader({ a: { dtype: 'F32', shape: [-2], data_offsets: [0, 8] } }),
      /shape of a .* got \[-2\]/,
    ],
    [
      'offsets that do not fit the shape',
      withHeader({ a: { dtype: 'F32', shape: [3], data_offsets: [0, 8] } }),
      /12 bytes apart/,
    ],
    [
      'a hole before the first tensor',
      withHeader({ a: { dtype: 'F32', shape: [1], data_offsets: [4, 8] } }),
      /start at data byte 0/,
    ],
    [
      'a tensor of terabytes',
      withHeader({ a: { dtype: 'U8', shape: [2 ** 42], data_offsets: [0, 2 ** 42] } }),
      /it is torn/,
    ],
    ['metadata that are no text', withHeader({ __metadata__: { tick: 3 } }, 0), /map names to text/],
  ])('names what is wrong with %s', (_, bytes, message) => {
    expect(() => decodeSafetensors(bytes)).toThrow(message);
  });

  it('refuses to write data that do not fit their shape or dtype', () => {
    const encode = (tensor: StoredTensor) => () => encodeSafetensors(new Map([['z', tensor]]));
    expect(encode({ dtype: 'F32', shape: [3], data: new Float32Array(2) })).toThrow(/Expected 3 elements of F32 for z/);
    expect(encode({ dtype: 'F32', shape: [2], data: new Float64Array(2) })).toThrow(/got 2 in a Float64Array/);
  });

  it('names the file that it could not read', () => {
    const path = join(folder, 'torn.safetensors');
    writeFileSync(path, encodeSafetensors(example()).subarray(0, 40));
    expect(() => readSafetensors(path)).toThrow(new RegExp(`^${path}: `));
  });

  it('replaces a file at once and leaves no temporary file', () => {
    const path = join(folder, 'brain.safetensors');
    writeSafetensors(path, example(), { tick: '1' });
    writeSafetensors(path, example(), { tick: '2' });
    expect(readSafetensors(path).metadata).toEqual({ tick: '2' });
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(readFileSync(path)).toEqual(Buffer.from(encodeSafetensors(example(), { tick: '2' })));
  });
});

const python = process.env['ONEIROS_PEER_PYTHON'] ?? 'python3';
const hasPython = (() => {
  try {
    execFileSync(python, ['-c', 'import safetensors.numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe("Python's safetensors", () => {
  it.skipIf(!hasPython)(
    `opens what we write (skipped where ${python} does not import safetensors.numpy; set ONEIROS_PEER_PYTHON)`,
    () => {
      const path = join(folder, 'python.safetensors');
      writeSafetensors(path, example(), { tick: '12' });
      const script = [
        'import json, sys',
        'from safetensors import safe_open',
        'with safe_open(sys.argv[1], framework="np") as f:',
        '  tensors = {k: [str(f.get_tensor(k).dtype), list(f.get_tensor(k).shape), str(f.get_tensor(k).reshape(-1).tolist())] for k in f.keys()}',
        '  print(json.dumps([tensors, f.metadata()]))',
      ].join('\n');
      expect(JSON.parse(execFileSync(python, ['-c', script, path], { encoding: 'utf8' }))).toEqual([
        {
          mask: ['uint8', [3], '[1, 0, 255]'],
          'V1.weight': ['float32', [2, 2], '[0.5, -1.0, nan, inf]'],
          mean: ['float64', [1], '[0.3333333333333333]'],
          steps: ['int64', [], '[-4611686018427387904]'],
          order: ['uint32', [2], '[7, 4294967295]'],
          nothing: ['float32', [0, 5], '[]'],
        },
        { tick: '12' },
      ]);
    },
  );
});
