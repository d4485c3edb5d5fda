import { describe, expect, it } from 'vitest';
import { environmentLayers } from './environment.ts';

describe('environmentLayers', () => {
  it('reads short names and long ones, the long ones above', () => {
    const layers = environmentLayers({ ONEIROS_SEED: '3', ONEIROS_BACKEND: 'cpu', ONEIROS_BACKEND__THREADS: '2' });
    expect(layers).toEqual([
      { origin: 'ONEIROS_SEED', values: { seed: 3 } },
      { origin: 'ONEIROS_BACKEND', values: { backend: { name: 'cpu' } } },
      { origin: 'ONEIROS_BACKEND__THREADS', values: { backend: { threads: 2 } } },
    ]);
  });

  it('spells keys as the configuration does', () => {
    const [layer] = environmentLayers({ ONEIROS_PLASTICITY__LEARNING_RATE: '1e-4' });
    expect(layer?.values).toEqual({ plasticity: { learningRate: 1e-4 } });
  });

  it('passes over what is empty, and names without a key', () => {
    expect(environmentLayers({ ONEIROS_SEED: '', ONEIROS_SHARED: '/data', HOME: '/root' })).toEqual([]);
  });
});
