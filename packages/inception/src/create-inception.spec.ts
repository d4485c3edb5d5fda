import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { wholeArchitecture } from './architecture.ts';
import { createInception } from './create-inception.ts';
import { ImageRangeError, NetworkMismatchError } from './errors.ts';
import type { LayerDescription, StoredTensor } from './network-tensors.ts';
import { placeConvolutions } from './steps.ts';
import { randomTensors } from './test-support/random-network.ts';

beforeAll(() => tf.setBackend('cpu'));

const tensors = randomTensors();
const layersOf = (steps: typeof wholeArchitecture.steps): LayerDescription[] =>
  placeConvolutions(steps, 3).convolutions;
const changed = (name: string, tensor: StoredTensor | undefined): Map<string, StoredTensor> => {
  const others = [...tensors].filter(([key]) => key !== name);
  return new Map(tensor === undefined ? others : [...others, [name, tensor]]);
};

describe('a network from tensors', () => {
  it('has 768 features up to mixed_7, and 2,048 with the last blocks', () => {
    const partial = createInception({ tensors, layers: layersOf(wholeArchitecture.steps).slice(0, 70) });
    expect(partial).toMatchObject({ distance: 'FID-768', dimension: 768 });
    partial.dispose();
    const whole = createInception({ tensors: randomTensors(wholeArchitecture) });
    expect(whole).toMatchObject({ distance: 'FID', dimension: 2048 });
    whole.dispose();
  });

  it('names a tensor that is missing, has another shape or another type, and leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    const weight = tensors.get('mixed_4_tower_conv_1.weight')!;
    const flipped = { ...weight, shape: [128, 7, 1, 128] };
    const faults: [Map<string, StoredTensor>, RegExp][] = [
      [changed('conv_2.bias', undefined), /the tensor conv_2\.bias .* to be float32 \[64\], got none/],
      [changed('mixed_4_tower_conv_1.weight', flipped), /mixed_4_tower_conv_1\.weight .* \[128, 1, 7, 128\], got F32 \[128, 7, 1, 128\]/], // prettier-ignore
      [changed('conv.bias', { dtype: 'F64', shape: [32], data: new Float64Array(32) }), /got F64 \[32\]/],
      [new Map(), /the tensor conv\.weight .* \[32, 3, 3, 3\], got none/],
    ];
    for (const [faulty, message] of faults) {
      expect(() => createInception({ tensors: faulty })).toThrow(NetworkMismatchError);
      expect(() => createInception({ tensors: faulty })).toThrow(message);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('takes a torn whole network for what it is, never for the shorter one', () => {
    const torn = new Map([...tensors, ['mixed_8_tower_conv.bias', { dtype: 'F32', shape: [192], data: new Float32Array(192) }]]); // prettier-ignore
    expect(() => createInception({ tensors: torn })).toThrow(/the tensor mixed_8_tower_conv\.weight/);
  });

  it('refuses a file that describes its layers otherwise', () => {
    const [first, ...others] = layersOf(wholeArchitecture.steps).slice(0, 70) as [LayerDescription];
    const describe = (layer: LayerDescription) => () => createInception({ tensors, layers: [layer, ...others] });
    expect(describe({ ...first, stride: 1 })).toThrow(/the layer conv .* stride 2, got 3x3 from 3 to 32 .* stride 1/);
    expect(describe({ ...first, name: 'conv_0' })).toThrow(/the layer conv_0 .* an unknown name/);
  });
});

describe('images for the network', () => {
  it('are refused in another range, shape or type', () => {
    const inception = createInception({ tensors });
    const refused: [tf.Tensor4D, RegExp][] = [
      // What the published script showed the network: [-1, 1] taken for [0, 1] and scaled once more.
      [tf.fill([1, 4, 4, 3], -3), /values from -3 to -3\. Scale bytes by x \/ 127\.5 - 1, once/],
      [tf.fill([1, 4, 4, 3], 255), /values from 255 to 255/],
      [tf.fill([1, 4, 4, 3], NaN), /values from NaN/],
      [tf.zeros([1, 4, 4, 1]), /got float32 \[1, 4, 4, 1\]/],
      [tf.zeros([1, 4, 4, 3], 'int32'), /got int32/],
      [tf.zeros([0, 4, 4, 3]), /got float32 \[0, 4, 4, 3\]/],
    ];
    const before = tf.memory().numTensors;
    for (const [images, message] of refused) {
      expect(() => inception.features(images)).toThrow(ImageRangeError);
      expect(() => inception.features(images)).toThrow(message);
    }
    expect(tf.memory().numTensors).toBe(before);
    inception.dispose();
  });
});
