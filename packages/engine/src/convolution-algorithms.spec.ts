import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { arithmeticOf, convolutionAlgorithms } from './convolution-algorithms.ts';
import { useOnednnInTest } from './testing/compare.ts';

const published = { batch: 64, baseWidth: 64, latentSize: 256, imageSidePx: 32 };

describe('algorithms of the convolutions', () => {
  beforeAll(() => useOnednnInTest());

  it('name a fast one for every layer of the published network', () => {
    expect(convolutionAlgorithms(published)).toEqual([
      { layer: 'V1', forward: 'direct', backwardData: 'gemm-col2im', backwardWeights: 'direct' },
      { layer: 'V2', forward: 'winograd-f4x2', backwardData: 'winograd-f4x2', backwardWeights: 'winograd-f4x2' },
      { layer: 'V4', forward: 'winograd-f4x2', backwardData: 'winograd-f4x2', backwardWeights: 'winograd-f4x2' },
      { layer: 'IT', forward: 'matrix-product', backwardData: 'matrix-product', backwardWeights: 'matrix-product' },
      {
        layer: 'realityMonitor',
        forward: 'matrix-product',
        backwardData: 'matrix-product',
        backwardWeights: 'matrix-product',
      },
    ]);
  });

  it('follow the areas of other image sizes', () => {
    const layers = (imageSidePx: number) =>
      convolutionAlgorithms({ ...published, imageSidePx }).map(({ layer }) => layer);
    expect(layers(64)).toEqual(['V1', 'V2', 'V4', 'PIT', 'IT', 'realityMonitor']);
    expect(layers(8)).toEqual(['V1', 'IT', 'realityMonitor']);
  });

  it('leave what the fast ones do not take to oneDNN', () => {
    // Four tiles: the transforms of the filter would outweigh the products, on any instruction set.
    const v2 = convolutionAlgorithms({ ...published, batch: 1, imageSidePx: 16 })[1]!;
    expect(v2.forward).toBe('onednn-direct');
  });

  it('are told of the native back end only', () => {
    expect(arithmeticOf(published)).toContain('V2 winograd-f4x2/winograd-f4x2/winograd-f4x2');
    const current = tf.getBackend();
    tf.setBackend('cpu');
    expect(arithmeticOf(published)).toBeNull();
    tf.setBackend(current);
  });
});
