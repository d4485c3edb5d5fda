import { describe, expect, it } from 'vitest';
import { objectivesAt } from './objective-weights.ts';
import { resolveConfig } from './resolve-config.ts';

describe('objectivesAt', () => {
  const { objectives } = resolveConfig({
    objectives: {
      image: 0.5,
      divergence: { from: 0, to: 2, overEpochs: 4 },
      nrem: { from: 3, to: 1, overEpochs: 0.5 },
    },
  });

  it('keeps constant weights and moves the others in a straight line to their end', () => {
    expect(objectivesAt(objectives, 0)).toEqual({ image: 0.5, divergence: 0, reality: 1, nrem: 3, adversarial: 1 });
    expect(objectivesAt(objectives, 0.25)).toMatchObject({ divergence: 0.125, nrem: 2 });
    expect(objectivesAt(objectives, 1)).toMatchObject({ image: 0.5, divergence: 0.5, nrem: 1 });
    expect(objectivesAt(objectives, 400)).toMatchObject({ divergence: 2, nrem: 1 });
  });

  it('refuses weights below 0, schedules without a length, and unknown keys', () => {
    for (const divergence of [-1, { from: 0, to: 1, overEpochs: 0 }, { from: 0, to: 1, overEpochs: 1, power: 2 }]) {
      expect(() => resolveConfig({ objectives: { divergence } })).toThrow(/objectives.divergence/);
    }
  });
});
