import { testReadout } from '@oneiros/metrics';
import { z } from 'zod';
import { daysSinceSeen } from '../images-of-day.ts';
import { cleanReadoutOptions, trainCleanReadout } from './clean-readout.ts';
import { encodeSplit } from './encode-images.ts';
import { percent } from './percent.ts';
import type { ProbeOf } from './probe.ts';

const share = z.number().min(0).max(1);
const options = cleanReadoutOptions;

const group = z
  .strictObject({
    classes: z.array(z.int().min(0)),
    accuracy: share.nullable().describe('Share of their test images that are told right; null where there are none.'),
  })
  .describe('Classes that have something in common.');

const result = z.strictObject({
  day: z.int().min(0).nullable().describe('The day that was lived last; null before the first.'),
  perClass: z.array(
    z.strictObject({
      name: z.string(),
      daysSinceSeen: z.int().min(0).nullable().describe('0: on this day; null: never so far.'),
      samples: z.int().min(0),
      accuracy: share.nullable(),
    }),
  ),
  today: group.describe('Classes that this day showed.'),
  earlier: group.describe('Classes of earlier days that this day did not show: what may be forgotten.'),
  never: group.describe('Classes that no day has shown so far.'),
  accuracy: share.describe('Over all test images.'),
});

/**
 * What is left of the classes of earlier days, where days show their own classes or image sets (`data.days`): the paper's readout of z, trained on all
 * classes, by the class of the test images. It tells whether z still separates them, not whether an old readout still works.
 * Forgetting is how far the accuracy of a class falls from morning to morning.
 */
export const forgettingProbe: ProbeOf<typeof options, typeof result> = {
  options,
  result,
  *measure(context, training) {
    const { config, images, day } = context;
    const readout = yield* trainCleanReadout(context, training);
    const test = yield* encodeSplit(context, 'test');
    yield 'testing the readout by class';
    const { accuracy, perClass: tested } = testReadout(readout, test);
    const { classNames, classSets } = images.train;
    const since = daysSinceSeen(config.data.days, classNames.length, day ?? -1, classSets);
    const perClass = tested.map(({ samples, accuracy }, i) => ({
      name: classNames[i]!,
      daysSinceSeen: since[i]!,
      samples,
      accuracy,
    }));
    const groupOf = (belongs: (age: number | null) => boolean) => {
      const classes = since.flatMap((age, i) => (belongs(age) ? [i] : []));
      const samples = classes.reduce((sum, i) => sum + tested[i]!.samples, 0);
      const correct = classes.reduce((sum, i) => sum + tested[i]!.correct, 0);
      return { classes, accuracy: samples === 0 ? null : correct / samples };
    };
    return {
      day,
      perClass,
      today: groupOf((age) => age === 0),
      earlier: groupOf((age) => age !== null && age > 0),
      never: groupOf((age) => age === null),
      accuracy,
    };
  },
  summary({ today, earlier, never }) {
    const shown = (accuracy: number | null): string => (accuracy === null ? '-' : percent(accuracy));
    return `classes of the day ${shown(today.accuracy)}, of earlier days ${shown(earlier.accuracy)}, of none so far ${shown(never.accuracy)}`;
  },
};
