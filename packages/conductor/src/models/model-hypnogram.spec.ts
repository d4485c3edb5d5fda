import { expect, it } from 'vitest';
import { modelHypnogram } from './model-hypnogram.ts';
import { createModelRun } from './model-run.ts';

it('covers the time asked for with runs of alternating stages, from the present moment', () => {
  const run = createModelRun('gleit-booth', {}, { startSeconds: 3600 });
  const { hypnogram, ach, na } = modelHypnogram(run, { seconds: 7200, sampleSeconds: 30 });
  expect(hypnogram.runs.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(7200);
  hypnogram.runs.slice(1).forEach(({ stage }, i) => expect(stage).not.toBe(hypnogram.runs[i]!.stage));
  expect(hypnogram).toMatchObject({ epochSeconds: 30, source: 'model gleit-booth' });
  // The first sample is the present moment and the run ends up 2 hours later.
  const now = createModelRun('gleit-booth', {}, { startSeconds: 3600 }).sample();
  expect(hypnogram.runs[0]!.stage).toBe(now.stage);
  expect([ach!.length, na!.length, ach![0], na![0]]).toEqual([240, 240, Math.fround(now.ach!), Math.fround(now.na!)]);
  expect(run.seconds).toBe(10_800);
});

it('goes on where the last one ended: two halves are the whole', () => {
  const whole = modelHypnogram(createModelRun('rempe'), { seconds: 86_400, sampleSeconds: 60 });
  const run = createModelRun('rempe');
  const halves = [0, 1].map(() => modelHypnogram(run, { seconds: 43_200, sampleSeconds: 60 }));
  expect([...halves[0]!.na!, ...halves[1]!.na!]).toEqual([...whole.na!]);
});

it('has no levels where the model has none', () => {
  expect(modelHypnogram(createModelRun('two-process'), { seconds: 600, sampleSeconds: 60 })).toMatchObject({
    ach: null,
    na: null,
  });
  const phillipsRobinson = modelHypnogram(createModelRun('phillips-robinson'), { seconds: 600, sampleSeconds: 60 });
  expect(phillipsRobinson.ach).toBeNull();
  expect(phillipsRobinson.na).toHaveLength(10);
});

it('refuses a time that is not a whole number of samples', () => {
  const run = createModelRun('two-process');
  for (const [seconds, sampleSeconds] of [
    [0, 60],
    [90, 60],
    [60, 0],
    [-60, 60],
    [Infinity, 60],
    [NaN, 60],
    [60, -60],
  ])
    expect(() => modelHypnogram(run, { seconds: seconds!, sampleSeconds: sampleSeconds! })).toThrow(RangeError);
});
