import { describe, expect, it } from 'vitest';
import { batchOf, firstImages, subset } from './batch.ts';
import { InvalidArgumentError } from './errors.ts';
import type { ImageSet } from './image-set.ts';

/** Three grey images of 1x2 pixels: 0 255, 51 204, 102 153. */
const set: ImageSet = {
  name: 'three',
  split: 'train',
  count: 3,
  height: 1,
  width: 2,
  channels: 1,
  pixels: Uint8Array.of(0, 255, 51, 204, 102, 153),
  labels: Uint8Array.of(0, 1, 0),
  classNames: ['a', 'b'],
};

describe('batchOf', () => {
  it('maps bytes 0..255 to -1..1 in the order asked for', () => {
    // 102 / 127.5 - 1 = -0.2, 153 / 127.5 - 1 = 0.2
    const batch = batchOf(set, Uint32Array.of(2, 0));
    [-0.2, 0.2, -1, 1].forEach((value, i) => expect(batch[i]).toBeCloseTo(value, 6));
  });

  it('writes into the array it is given and refuses one of another length', () => {
    const into = new Float32Array(2);
    expect(batchOf(set, Uint32Array.of(1), into)).toBe(into);
    expect(into[0]).toBeCloseTo(-0.6, 6); // 51 / 127.5 - 1
    expect(() => batchOf(set, Uint32Array.of(1), new Float32Array(3))).toThrow(InvalidArgumentError);
  });

  it('refuses an image that the set does not have', () => {
    expect(() => batchOf(set, Uint32Array.of(3))).toThrow(/below 3 \(three\), got 3/);
  });
});

describe('subset', () => {
  it('copies images with their labels', () => {
    const part = subset(set, [2, 1]);
    expect(part).toMatchObject({ count: 2, pixels: Uint8Array.of(102, 153, 51, 204), labels: Uint8Array.of(0, 1) });
    part.pixels[0] = 7;
    expect(set.pixels[4]).toBe(102);
  });

  it('refuses an image that the set does not have', () => {
    expect(() => subset(set, [-1])).toThrow(InvalidArgumentError);
    expect(() => subset(set, [0.5])).toThrow(InvalidArgumentError);
  });
});

describe('firstImages', () => {
  it('takes a prefix, or the whole set where it has no more', () => {
    expect(firstImages(set, 2)).toMatchObject({ count: 2, pixels: Uint8Array.of(0, 255, 51, 204) });
    expect(firstImages(set, 9)).toBe(set);
    expect(() => firstImages(set, 0)).toThrow(InvalidArgumentError);
  });
});
