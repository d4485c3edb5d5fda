import { describe, expect, it } from 'vitest';
import type { ImageCollection, ImageSet } from './image-set.ts';
import { joinCollections } from './join-collections.ts';

const collection = (
  name: string,
  channels: number,
  bytes: readonly number[],
  classNames: string[],
): ImageCollection => {
  const count = bytes.length / channels;
  const set = (split: 'train' | 'test'): ImageSet => ({
    ...{ name, split, count, height: 1, width: 1, channels, classNames },
    pixels: Uint8Array.from(bytes),
    labels: Uint8Array.from({ length: count }, (_, i) => i % classNames.length),
  });
  return { name, train: set('train'), test: set('test') };
};

describe('joinCollections', () => {
  it('keeps images in order, gives each set classes of its own, and makes grey coloured', () => {
    const digits = collection('digits', 1, [7, 8], ['0', '1']);
    const joined = joinCollections([digits, collection('pets', 3, [1, 2, 3], ['cat'])]);
    expect(joined.name).toBe('digits+pets');
    expect([...joined.train.pixels]).toEqual([7, 7, 7, 8, 8, 8, 1, 2, 3]);
    expect([...joined.test.labels]).toEqual([0, 1, 2]);
    expect(joined.train.classNames).toEqual(['digits 0', 'digits 1', 'pets cat']);
    expect(joined.train.classSets).toEqual([0, 0, 1]);
    expect(joined.train).toMatchObject({ count: 3, channels: 3, split: 'train' });
  });

  it('refuses one alone, and images of another size', () => {
    const digits = collection('digits', 1, [7], ['0']);
    expect(() => joinCollections([digits])).toThrow(/at least two/);
    const large = { ...digits, name: 'large', train: { ...digits.train, name: 'large', height: 2 } };
    expect(() => joinCollections([digits, large])).toThrow(/images of large.*1 x 1 as those of digits/);
  });
});
