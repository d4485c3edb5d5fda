import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from './config/resolve-config.ts';
import type { RunConfigInput } from './config/run-config.ts';
import { perturbedReplay } from './perturbed-replay.ts';

beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
});
afterEach(() => tf.engine().endScope());

const replayOf = (layer: RunConfigInput, tick = 3) => {
  const config = resolveConfig({ model: { imageSidePx: 16 } }, layer);
  return perturbedReplay(tf.ones([2, 4]), 3, tick, config, createRandomStreams(1));
};

describe('perturbedReplay', () => {
  it("is the paper's occlusion alone unless more is asked for", () => {
    const { occlusion, contrast, noise, contrastive } = replayOf({ occlusion: { dropProbability: [0.5, 0.5] } });
    expect([contrast, noise, contrastive]).toEqual([1, undefined, undefined]);
    expect(new Set(occlusion.dataSync())).toEqual(new Set([0, 1]));
  });

  it('draws contrast and noise within their ranges, the same for the same tick', () => {
    const rich: RunConfigInput = { perturbation: { contrast: [0.5, 0.7], noise: [0.2, 0.4] } };
    const [one, same, other] = [replayOf(rich), replayOf(rich), replayOf(rich, 4)];
    expect(one.contrast).toBeGreaterThanOrEqual(0.5);
    expect(one.contrast).toBeLessThan(0.7);
    expect(one.noise!.shape).toEqual([2, 16, 16, 3]);
    // 1536 pixels: the deviation is within 0.2..0.4 to a few per cent.
    const deviation = Math.sqrt(one.noise!.square().mean().dataSync()[0]!);
    expect(deviation).toBeGreaterThan(0.19);
    expect(deviation).toBeLessThan(0.42);
    expect(same.noise!.dataSync()).toEqual(one.noise!.dataSync());
    expect(other.contrast).not.toBe(one.contrast);
    expect(one.occlusion.dataSync()).toEqual(replayOf({}).occlusion.dataSync());
  });

  it('leaves the tiles away, and recovers by contrast, where told to', () => {
    const { occlusion } = replayOf({ perturbation: { occlusion: false } });
    expect(new Set(occlusion.dataSync())).toEqual(new Set([1]));
    const { contrastive } = replayOf({ learning: { recovery: 'contrastive', temperature: 0.3 } });
    expect(contrastive).toEqual({ temperature: 0.3 });
  });

  it('refuses a range whose greater end comes first', () => {
    expect(() => replayOf({ perturbation: { noise: [0.4, 0.2] } })).toThrow(/perturbation.noise: .*the lower first/);
  });
});
