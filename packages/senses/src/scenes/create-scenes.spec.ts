import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '../errors.ts';
import type { ImageSet } from '../image-set.ts';
import { pixelReadoutAccuracy } from '../test-support/pixel-readout.ts';
import { createScenes } from './create-scenes.ts';
import { OBJECT_CLASSES } from './object-classes.ts';

const IMAGE_BYTES = 32 * 32 * 3;
const imageOf = (set: ImageSet, i: number): Uint8Array => set.pixels.subarray(i * IMAGE_BYTES, (i + 1) * IMAGE_BYTES);

describe('createScenes', () => {
  it('fills the contract: ten classes in turn, 32x32 in colour', () => {
    const { name, train, test } = createScenes({ seed: 1, train: 20, test: 10 });
    expect(name).toBe('scenes');
    expect(train).toMatchObject({ split: 'train', count: 20, height: 32, width: 32, channels: 3 });
    expect(test).toMatchObject({ split: 'test', count: 10 });
    expect(train.pixels.length).toBe(20 * IMAGE_BYTES);
    expect([...train.labels]).toEqual([...Array(20).keys()].map((i) => i % 10));
    expect(train.classNames).toEqual([
      'ball', 'cube', 'mug', 'tree', 'house', 'fish', 'bird', 'car', 'flower', 'key',
    ]); // prettier-ignore
  });

  it('draws each scene from the seed and its index alone', () => {
    const few = createScenes({ seed: 1, train: 12, test: 4 });
    const more = createScenes({ seed: 1, train: 25, test: 9 });
    expect(imageOf(more.train, 11)).toEqual(imageOf(few.train, 11));
    expect(imageOf(more.test, 3)).toEqual(imageOf(few.test, 3));
    expect(imageOf(few.train, 2)).not.toEqual(imageOf(few.test, 2));
    expect(imageOf(createScenes({ seed: 2, train: 3, test: 1 }).train, 2)).not.toEqual(imageOf(few.train, 2));
  });

  it('keeps its pictures across versions, so that results stay comparable', () => {
    const { train } = createScenes({ seed: 1, train: 100, test: 1 });
    const sum = createHash('sha256').update(train.pixels).digest('hex');
    expect(sum).toMatchInlineSnapshot(`"21c66be57fcbb523e8505791a4c4b4d846c644a8fc305c79811383f6847e3b46"`);
  });

  it('draws objects brighter and darker than what lies behind, equally often', () => {
    // The centre of a ball against the corners of its image; balls cover the centre.
    const { train } = createScenes({ seed: 3, train: 2000, test: 1 });
    let brighter = 0;
    let balls = 0;
    for (let i = 0; i < train.count; i += 10) {
      const image = imageOf(train, i);
      const sum = (x: number, y: number): number =>
        image.subarray((y * 32 + x) * 3, (y * 32 + x) * 3 + 3).reduce((a, b) => a + b);
      const middle = [12, 20].flatMap((x) => [12, 20].map((y) => sum(x, y))).reduce((a, b) => a + b);
      const corners = [0, 31].flatMap((x) => [0, 31].map((y) => sum(x, y))).reduce((a, b) => a + b);
      if (middle > corners) brighter++;
      balls++;
    }
    // 200 balls: five standard errors of a fair coin are 0.18.
    expect(Math.abs(brighter / balls - 0.5)).toBeLessThan(0.18);
  });

  it('does not give its classes away to a linear readout of pixels', () => {
    // All 10,000 + 2,000 scenes, best ridge in closed form: 28.3 % (node packages/senses/scripts/pixel-readout.mjs).
    const accuracy = pixelReadoutAccuracy(createScenes({ seed: 1, train: 600, test: 500 }));
    expect(accuracy).toBeGreaterThan(0.08);
    expect(accuracy).toBeLessThan(0.33);
  });

  it('refuses counts that are no counts', () => {
    expect(() => createScenes({ seed: 1, train: 0, test: 1 })).toThrow(InvalidArgumentError);
    expect(() => createScenes({ seed: 1, train: 1, test: 1e9 })).toThrow(/1\.\.1,000,000/);
  });
});

describe('the pixel readout of the tests', () => {
  it('does read out classes where pixels tell them', () => {
    const tell = (set: ImageSet): ImageSet => {
      const pixels = set.pixels.slice();
      set.labels.forEach((label, i) => {
        for (let c = 0; c < OBJECT_CLASSES.length; c++) {
          pixels.fill(c === label ? 255 : 0, i * IMAGE_BYTES + c * 96, i * IMAGE_BYTES + (c + 1) * 96); // a row of pixels
        }
      });
      return { ...set, pixels };
    };
    const { name, train, test } = createScenes({ seed: 1, train: 200, test: 100 });
    expect(pixelReadoutAccuracy({ name, train: tell(train), test: tell(test) })).toBeGreaterThan(0.9);
  });
});
