import { describe, expect, it } from 'vitest';
import { ShapeMismatchError } from './errors.ts';
import { imageSidesPx, streamOf } from './shape.ts';
import { tinyShape } from './test-kit.ts';

const paper = { imageSidePx: 32, imageChannels: 3, baseWidth: 64, latentSize: 256, leakSlope: 0.2 };
const maps = (imageSidePx: number, extraAreas = 0) =>
  streamOf({ ...paper, imageSidePx, extraAreas }).map(({ name, above }) => `${name} ${above.sidePx}x${above.channels}`);

describe('streamOf', () => {
  it('builds the paper’s stream for 32 px', () => {
    expect(maps(32)).toEqual(['V1 16x64', 'V2 8x128', 'V4 4x256', 'IT 1x256']);
  });

  it('grows an area with the image, and loses areas with it', () => {
    expect(maps(64)).toEqual(['V1 32x64', 'V2 16x128', 'V4 8x256', 'PIT 4x512', 'IT 1x256']);
    expect(maps(8)).toEqual(['V1 4x64', 'IT 1x256']);
  });

  it('is deeper or shallower on the same image, and IT takes in what map is left', () => {
    expect(maps(32, 1)).toEqual(['V1 16x64', 'V2 8x128', 'V4 4x256', 'PIT 2x512', 'IT 1x256']);
    expect(maps(32, -1)).toEqual(['V1 16x64', 'V2 8x128', 'IT 1x256']);
    const kernels = (extraAreas: number) => streamOf({ ...paper, extraAreas }).map((area) => area.kernelSidePx);
    expect([kernels(-1), kernels(0), kernels(1)]).toEqual([
      [4, 4, 8],
      [4, 4, 4, 4],
      [4, 4, 4, 4, 2],
    ]);
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
    [{ extraAreas: -3 }, /extraAreas to be 1 at most, and to leave 32 px 1 to 4 retinotopic areas, got -3/],
    [{ extraAreas: 2 }, /extraAreas/],
    [{ extraAreas: 1, imageSidePx: 64 }, /extraAreas/],
  ])('refuses %o', (wrong, message) => {
    expect(() => streamOf({ ...tinyShape, ...wrong })).toThrow(ShapeMismatchError);
    expect(() => streamOf({ ...tinyShape, ...wrong })).toThrow(message);
  });
});
