import * as tf from '@tensorflow/tfjs';
import { evaluate } from '@oneiros/cortex';
import { createRandomStreams } from '@oneiros/random';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunConfigInput } from '../config/run-config.ts';
import { imagesOf } from '../images-of.ts';
import { collectionOf, noiseSet, tinyContext } from '../test-support/tiny-brain.ts';
import { measure, probes } from './registry.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});

// 16 px: V1, V2 and IT.
const images = collectionOf(noiseSet('train', 8, 16), noiseSet('test', 11, 16));
const living: { dispose(): void }[] = [];
afterEach(() => living.splice(0).forEach((cortex) => cortex.dispose()));
/** A brain whose weights transmit, so that every objective reaches every synapse. */
function contextOf(config: RunConfigInput = {}, epoch = 0) {
  const context = tinyContext(images, config, { epoch });
  living.push(context.cortex);
  const random = createRandomStreams(5).stream('weights');
  for (const synapse of context.cortex.synapses.values()) {
    const values = random.fillNormal(new Float32Array(synapse.size), 0.2);
    tf.tidy(() => synapse.assign(tf.tensor(values, synapse.shape)));
  }
  return context;
}

describe('the probe signatures', () => {
  it('fits its schema, counts its images, and has what each area has', () => {
    const result = measure('signatures', contextOf());
    expect(probes.signatures.result.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    expect(result).toMatchObject({ images: 8, batches: 2, activityImages: 8 });
    expect(Object.keys(result.areas)).toEqual(['V1', 'V2', 'IT', 'realityMonitor']);
    expect(Object.keys(result.hallucination)).toEqual(['V1', 'V2', 'IT']);
    expect(result.areas['realityMonitor']!.feedback).toBeUndefined();
  });

  it('measures raw gradients: those of a mini-batch, by their length', () => {
    const context = contextOf({ batchSize: 8 });
    const { areas } = measure('signatures', context, { images: 8 });
    const image = imagesOf(
      images.test,
      Uint32Array.from({ length: 8 }, (_, i) => i),
    );
    const gates = { discriminator: 1, target: 1, nrem: 0, connected: true };
    const weights = { image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 };
    const evaluation = evaluate(context.cortex, { gates, weights, image });
    for (const name of ['V1', 'V2', 'IT']) {
      for (const pathway of ['feedforward', 'feedback'] as const) {
        const gradient = evaluation.gradients.get(`${name}.${pathway}.weight`)!.dataSync<'float32'>();
        expect(areas[name]![pathway]!.norms.wake / Math.hypot(...gradient), `${name} ${pathway}`).toBeCloseTo(1, 4);
      }
    }
    evaluation.latent?.dispose();
    evaluation.dispose();
    image.dispose();
  });

  it('finds both pathways plastic in Wake and REM by PAD, one at a time by Wake-Sleep', () => {
    const { areas } = measure('signatures', contextOf());
    for (const name of ['V1', 'V2']) {
      const { feedforward, feedback } = areas[name]!;
      for (const { norms } of [feedforward, feedback!]) {
        expect(norms.wake).toBeGreaterThan(0);
        expect(norms.rem).toBeGreaterThan(0);
      }
      expect([feedforward.norms.wakeSleepWake, feedback!.norms.wakeSleepSleep]).toEqual([0, 0]);
      expect(feedforward.norms.wakeSleepSleep).toBeGreaterThan(0);
      // Wake of Wake-Sleep gives G what L_img gives it.
      expect(feedback!.norms.wakeSleepWake).toBe(feedback!.norms.reconstruction);
      expect([feedback!.norms.divergence, feedback!.norms.reality, feedback!.norms.nrem]).toEqual([0, 0, 0]);
    }
    expect(areas['IT']!.feedforward.norms.rem).toBe(0); // the monitor reads the area below
    expect(areas['IT']!.feedforward.wakeAgainstRem.total.cosine).toBeNull();
  });

  it('finds the adversarial terms antiparallel on the very same input, and not the total', () => {
    const context = contextOf();
    // A monitor that is equally unsure of everything weighs every input alike: d = 1/2 to within a per cent.
    const { weight, bias } = context.cortex.realityMonitor.feedforward;
    tf.tidy(() => {
      weight.assign(tf.mul(weight, 1e-3));
      bias.assign(tf.zerosLike(bias));
    });
    const { areas } = measure('signatures', context);
    for (const name of ['V1', 'V2']) {
      const { realityOnDream, total } = areas[name]!.feedforward.wakeAgainstRem;
      expect(realityOnDream.cosine, name).toBeLessThan(-0.999);
      expect(realityOnDream.angleDegrees, name).toBeGreaterThan(177);
      expect(realityOnDream.signAgreement, name).toBeLessThan(0.05);
      expect(total.cosine, name).toBeGreaterThan(-0.9);
    }
  });

  it('weighs the total as the run does at that epoch', () => {
    const only = measure('signatures', contextOf({ objectives: { image: 0, divergence: 0, reality: 2 } }));
    const ramp = { from: 0, to: 2, overEpochs: 4 };
    const half = measure('signatures', contextOf({ objectives: { image: 0, divergence: 0, reality: ramp } }, 1));
    const normsOf = ({ areas }: typeof only) => areas['V1']!.feedforward.norms;
    expect(normsOf(only).wake / normsOf(only).reality).toBeCloseTo(2, 5);
    expect(normsOf(half).wake / normsOf(half).reality).toBeCloseTo(0.5, 5);
    expect(only.areas['V1']!.feedforward.wakeAgainstRem.total).toEqual(
      only.areas['V1']!.feedforward.wakeAgainstRem.reality,
    );
  });

  it('finds no adversarial change where the monitor is silent', () => {
    const context = contextOf({ condition: 'monitor-lesioned' });
    const { areas } = measure('signatures', context);
    for (const { feedforward, feedback } of Object.values(areas)) {
      expect([feedforward.norms.reality, feedforward.norms.adversarial, feedback?.norms.rem ?? 0]).toEqual([0, 0, 0]);
    }
  });

  it('leaves weights and tensors as they were, and can be dropped', () => {
    const context = contextOf();
    const before = tf.memory().numTensors;
    const weights = [...context.cortex.synapses.values()].map((synapse) => synapse.dataSync().slice());
    measure('signatures', context);
    const steps = probes.signatures.measure(context, { images: 8, activityImages: 4 });
    for (let step = 0; step < 4; step++) steps.next();
    steps.return(undefined as never);
    expect(tf.memory().numTensors).toBe(before);
    expect([...context.cortex.synapses.values()].map((synapse) => synapse.dataSync())).toEqual(weights);
  });
});
