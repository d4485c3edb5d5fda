import * as tf from '@tensorflow/tfjs';
import { referenceKernels } from '@oneiros/cortex/test-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { cortexKernels, registerCortexKernels, unregisterCortexKernels } from './register.ts';

const registered = (): string[] => Object.keys(cortexKernels).filter((name) => tf.getKernel(name, 'webgpu') != null);

afterEach(() => unregisterCortexKernels());

describe('registerCortexKernels', () => {
  it('has a kernel for every fused one that the cortex names', () => {
    expect(Object.keys(cortexKernels).sort()).toEqual(Object.keys(referenceKernels).sort());
  });

  it('registers each once, however often it is called, and takes each out again', () => {
    registerCortexKernels();
    registerCortexKernels();
    expect(registered()).toEqual(Object.keys(cortexKernels));
    unregisterCortexKernels();
    unregisterCortexKernels();
    expect(registered()).toEqual([]);
  });
});
