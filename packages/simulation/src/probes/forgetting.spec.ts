import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunConfigInput } from '../config/run-config.ts';
import { brightnessSet, collectionOf, tinyContext } from '../test-support/tiny-brain.ts';
import { measure, probes } from './registry.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});
const images = collectionOf(brightnessSet('train', 30), brightnessSet('test', 11));
const schedule: RunConfigInput['schedule'] = { kind: 'nights', nights: 9, dayMiniBatches: 3, cyclesPerNight: 0 };
const contextAt = (tick: number, config: RunConfigInput = {}) =>
  tinyContext(images, { schedule, data: { days: { order: 'by-class', classesPerDay: 1 } }, ...config }, { tick });
const contexts: ReturnType<typeof tinyContext>[] = [];
const forgottenAt = (tick: number, config?: RunConfigInput) => {
  const context = contextAt(tick, config);
  contexts.push(context);
  const before = tf.memory().numTensors;
  const result = measure('forgetting', context);
  expect(tf.memory().numTensors).toBe(before);
  expect(probes.forgetting.result.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  return result;
};
afterEach(() => contexts.splice(0).forEach(({ cortex }) => cortex.dispose()));

describe('the probe forgetting', () => {
  it('tells the accuracy of the classes of earlier days from those of the day', () => {
    // Days of three ticks: after 3 the first day is over, which showed class 0; after 6 the second, with class 1.
    const [first, second] = [forgottenAt(3), forgottenAt(6)];
    expect(first).toMatchObject({ day: 0, today: { classes: [0] }, earlier: { classes: [] }, never: { classes: [1] } });
    expect(second).toMatchObject({
      day: 1,
      today: { classes: [1] },
      earlier: { classes: [0] },
      never: { classes: [] },
    });
    expect(first.earlier.accuracy).toBeNull();
    // The readout of the paper, class by class: 6 and 5 test images.
    const { accuracy, perClass } = measure('readout', contexts[1]!).softmax;
    expect(second.perClass.map(({ samples, daysSinceSeen }) => [samples, daysSinceSeen])).toEqual([
      [6, 1],
      [5, 0],
    ]);
    expect(second.perClass.map((each) => each.accuracy)).toEqual(perClass.map((each) => each.accuracy));
    const [earlier, today] = perClass.map((each) => each.accuracy);
    expect(second).toMatchObject({ accuracy, earlier: { accuracy: earlier }, today: { accuracy: today } });
  });

  it('knows no day before the first, and in a cycle only one', () => {
    expect(forgottenAt(0)).toMatchObject({ day: null, never: { classes: [0, 1] } });
    const cycle = { schedule: { kind: 'cycle' }, data: {} } as const;
    expect(forgottenAt(50, cycle)).toMatchObject({ day: 0, today: { classes: [0, 1] } });
  });

  it('says in a line what is left', () => {
    expect(probes.forgetting.summary(forgottenAt(6))).toMatch(
      /^classes of the day [\d.]+ %, of earlier days [\d.]+ %, of none so far -$/,
    );
  });
});
