import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCortex, type Cortex } from './cortex.ts';
import { evaluate } from './evaluate.ts';
import type { Experience } from './experience.ts';
import type { LearningGates, ObjectiveWeights } from './objectives.ts';
import { networkOf } from './synapses.ts';
import { expectTensorsIdentical, tinyCortex, tinyImages, tinyLatents } from './test-kit.ts';

const shape = { imageSidePx: 8, imageChannels: 2, baseWidth: 3, latentSize: 4, leakSlope: 0.2 };
const all: ObjectiveWeights = { image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 };
const wake: LearningGates = { discriminator: 1, target: 1, nrem: 0, connected: true };
const nrem: LearningGates = { discriminator: 0, target: 0, nrem: 1, connected: false };
const rem: LearningGates = { discriminator: 1, target: 0, nrem: 0, connected: false };
const quiet: LearningGates = { discriminator: 0, target: 1, nrem: 1, connected: true };

let cortex: Cortex;
let parts: Required<Pick<Experience, 'image' | 'nrem' | 'rem'>>;
beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
  cortex = tinyCortex(shape, { weightDeviation: 0.3 });
  parts = {
    image: tinyImages(4, shape),
    nrem: { latent: tinyLatents(4, shape, 3), occlusion: tf.ones([8, 8]) },
    rem: { latent: tinyLatents(4, shape, 4) },
  };
});
afterEach(() => {
  cortex.dispose();
  tf.engine().endScope();
});

describe('what a tick holds', () => {
  const heldIn = (experience: Partial<Experience> & Pick<Experience, 'gates'>, of = cortex) => {
    const evaluation = evaluate(of, { weights: all, ...parts, ...experience });
    const networks = new Set([...evaluation.held].map(networkOf));
    const held = evaluation.held.size === cortex.synapses.size ? 'all' : [...networks].join();
    evaluation.dispose();
    evaluation.latent?.dispose();
    return held;
  };

  it('holds the network that the rule or a lesion keeps still, whatever idle synapses do', () => {
    expect([wake, nrem, rem, quiet].map((gates) => heldIn({ gates }))).toEqual(['', '', '', '']);
    expect([wake, nrem, rem].map((gates) => heldIn({ gates, rule: 'wake-sleep' }))).toEqual(
      ['encoder', 'generator', 'generator'], // prettier-ignore
    );
    for (const feedback of ['silenced', 'plasticity-blocked'] as const) {
      expect(heldIn({ gates: rem, rem: { ...parts.rem, feedback } })).toBe('generator');
      expect(heldIn({ gates: wake, rem: { ...parts.rem, feedback } })).toBe('');
    }
  });

  it('holds everything in a REM that is left out, and nothing in an NREM that is left out', () => {
    expect(heldIn({ gates: rem, weights: { ...all, adversarial: 0 } })).toBe('all');
    expect(heldIn({ gates: nrem, weights: { ...all, nrem: 0 } })).toBe('');
  });

  it('gets neither errors nor changes from a silent reality monitor, which says d = 1/2 to everything', () => {
    const lesioned = createCortex(shape, createRandomStreams(1).stream('weights'), { realityMonitor: true });
    expect([...lesioned.judge(parts.image).dataSync()]).toEqual([0, 0, 0, 0]);
    const awake = evaluate(lesioned, { gates: wake, weights: all, ...parts });
    expect(awake.losses.reality).toBeCloseTo(Math.LN2, 6);
    expect([...awake.held]).toEqual([...lesioned.realityMonitor.synapses.keys()]);
    expect([...awake.held].filter((name) => awake.gradients.has(name))).toEqual([]);
    const without = evaluate(lesioned, { gates: wake, weights: { ...all, reality: 0 }, ...parts });
    for (const [name, gradient] of without.gradients) expectTensorsIdentical(awake.gradients.get(name)!, gradient);
    expect(heldIn({ gates: rem }, lesioned)).toBe('all');
    lesioned.dispose();
  });
});
