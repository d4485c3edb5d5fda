import { describe, expect, it } from 'vitest';
import { ShapeMismatchError } from './errors.ts';
import { imageSidesPx, streamOf } from './shape.ts';
import { tinyShape } from './test-kit.ts';

const paper = { imageSidePx: 32, imageChannels: 3, baseWidth: 64, latentSize: 256, leakSlope: 0.2 };
const maps = (imageSidePx: number) =>
  streamOf({ ...paper, imageSidePx }).map(({ name, above }) => `${name} ${above.sidePx}x${above.channels}`);

describe('streamOf', () => {
  it('builds the paper’s stream for 32 px', () => {
    expect(maps(32)).toEqual(['V1 16x64', 'V2 8x128', 'V4 4x256', 'IT 1x256']);
  });

  it('grows an area with the image, and loses areas with it', () => {
    expect(maps(64)).toEqual(['V1 32x64', 'V2 16x128', 'V4 8x256', 'PIT 4x512', 'IT 1x256']);
    expect(maps(8)).toEqual(['V1 4x64', 'IT 1x256']);
  });

  it('joins every area to the one below', () => {
    for (const imageSidePx of imageSidesPx) {
      const areas = streamOf({ ...tinyShape, imageSidePx });
      areas.slice(1).forEach((area, i) => expect(area.below).toEqual(areas[i]!.above));
      expect(areas.at(-1)!.below.sidePx).toBe(4);
    }
  });

  it.each([
    [{ imageSidePx: 28 }, /imageSidePx to be one of 8, 16, 32, 64, got 28/],
    [{ baseWidth: 0 }, /baseWidth/],
    [{ latentSize: 2.5 }, /latentSize/],
    [{ leakSlope: 0 }, /leakSlope/],
  ])('refuses %o', (wrong, message) => {
    expect(() => streamOf({ ...tinyShape, ...wrong })).toThrow(ShapeMismatchError);
    expect(() => streamOf({ ...tinyShape, ...wrong })).toThrow(message);
  });
});
