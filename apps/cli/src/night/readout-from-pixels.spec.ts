import * as tf from '@tensorflow/tfjs';
import type { ImageSet } from '@oneiros/senses';
import { beforeAll, describe, expect, it } from 'vitest';
import { readoutFromPixels } from './readout-from-pixels.ts';

/** Two classes of 2 x 2 grey images: `label` decides whether the first or the last pixel is bright. */
function set(split: 'train' | 'test', count: number, label: (i: number) => number): ImageSet {
  const pixels = new Uint8Array(count * 4).fill(100);
  for (let i = 0; i < count; i++) pixels[i * 4 + (i % 2 === 0 ? 0 : 3)] = 200;
  const labels = Uint8Array.from({ length: count }, (_, i) => label(i));
  return { name: 'two', split, count, height: 2, width: 2, channels: 1, pixels, labels, classNames: ['first', 'last'] };
}

const told = (i: number): number => i % 2;
const against = (i: number): number => 1 - (i % 2);

describe('readoutFromPixels', () => {
  beforeAll(async () => {
    tf.enableProdMode(); // else tfjs advertises another back end
    await tf.setBackend('cpu');
  });

  it('tells right what a linear readout can tell, and wrong what is labelled the other way', () => {
    const train = set('train', 80, told);
    expect(readoutFromPixels({ name: 'two', train, test: set('test', 33, told) }, 20, 1)).toBe(1);
    expect(readoutFromPixels({ name: 'two', train, test: set('test', 33, against) }, 20, 1)).toBe(0);
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    readoutFromPixels({ name: 'two', train: set('train', 70, told), test: set('test', 3, told) }, 1, 1);
    expect(tf.memory().numTensors).toBe(before);
  });
});
