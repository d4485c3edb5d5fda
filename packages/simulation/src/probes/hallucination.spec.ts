import * as tf from '@tensorflow/tfjs';
import { tinyCortex, tinyLatents } from '@oneiros/cortex/test-kit';
import { expect, it } from 'vitest';
import { createHallucinations } from './hallucination.ts';

it('finds a dream alike on both ways where its activities are the same, and alike to Wake where the image is the dream', async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
  tf.engine().startScope();
  const cortex = tinyCortex({ imageSidePx: 16 }, { weightDeviation: 0.3 });
  // Feedback activity that is what the dream wakes on its way up: a cortex that recovers its dreams perfectly.
  const perfect = { ...cortex, feedbackActivities: (latent: tf.Tensor2D) => cortex.activities(cortex.dream(latent)) };
  const [plain, recovering] = [createHallucinations(cortex), createHallucinations(perfect)];
  for (const index of [0, 1]) {
    const rem = tinyLatents(3, {}, index);
    const batch = { index, image: cortex.dream(rem), nrem: rem, rem };
    for (const hallucinations of [plain, recovering]) tf.tidy(() => hallucinations.add(batch));
  }
  expect(plain.images).toBe(6);
  for (const area of ['V1', 'V2', 'IT']) {
    const same = recovering.compare(area);
    for (const { cka, meanPatternCorrelation } of [same.feedback, same.wake]) {
      expect(cka).toBeCloseTo(1, 6);
      expect(meanPatternCorrelation).toBeCloseTo(1, 6);
    }
    expect(plain.compare(area).feedback.meanPatternCorrelation).toBeLessThan(0.9);
    expect(plain.compare(area).wake.cka).toBeCloseTo(1, 6);
  }
  cortex.dispose();
  tf.engine().endScope();
});
