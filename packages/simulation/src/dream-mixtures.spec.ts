import { describe, expect, it } from 'vitest';
import { resolveConfig } from './config/resolve-config.ts';
import { dreamMixtures } from './dream-mixtures.ts';

const remOf = (rem: object) => resolveConfig({ replay: { rem } }).replay.rem;

describe('dreamMixtures', () => {
  it('mixes each image with the next, the last with the first, and half of noise, as the paper does', () => {
    expect(dreamMixtures(3, remOf({}))).toEqual([
      { images: [[0, 0.25], [1, 0.25]], noise: 0.5 },
      { images: [[1, 0.25], [2, 0.25]], noise: 0.5 },
      { images: [[2, 0.25], [0, 0.25]], noise: 0.5 },
    ]); // prettier-ignore
  });

  it('divides the share of what came before between more memories', () => {
    expect(dreamMixtures(4, remOf({ memories: 3 }))[3]!.images).toEqual([
      [3, 0.25],
      [0, 0.125],
      [1, 0.125],
    ]);
  });

  it('adds up the shares of an image that comes again, and leaves out those without a share', () => {
    // Of two images four memories are 0, 1, 0, 1: 0.25 + 0.25 / 3 and 2 · 0.25 / 3.
    const [, again] = dreamMixtures(2, remOf({ memories: 4 }));
    expect(again!.images.map(([image, share]) => [image, Number(share.toFixed(4))])).toEqual([
      [1, 0.3333],
      [0, 0.1667],
    ]);
    expect(dreamMixtures(1, remOf({ recent: 0, previous: 0, noise: 1 }))).toEqual([{ images: [], noise: 1 }]);
    expect(dreamMixtures(1, remOf({ recent: 1, previous: 0, noise: 0 }))).toEqual([{ images: [[0, 1]], noise: 0 }]);
  });
});
