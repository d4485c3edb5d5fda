import { expect, it } from 'vitest';
import { modelHypnogram } from './model-hypnogram.ts';
import { createModelRun } from './model-run.ts';

const NIGHT = [95, 19, 76, 22, 67, 25, 60, 29, 55, 35];

// Golden values: own solution of the published equations by Euler steps of 0.001 h, in whole minutes.
it('sleeps through five lengthening REM bouts as published, within 2 min a bout, on every night', () => {
  const run = createModelRun('rempe');
  const { runs } = modelHypnogram(run, { seconds: 5 * 86_400, sampleSeconds: 6 }).hypnogram;
  const days = [0, 1, 2, 3].map((day) => runs.slice(11 * day, 11 * day + 11));
  for (const [wake, ...night] of days) {
    expect(wake!.stage).toBe('WAKE');
    expect(Math.abs(wake!.seconds / 60 - 960)).toBeLessThanOrEqual(2);
    expect(night.map(({ stage }) => stage)).toEqual(NIGHT.map((_, i) => (i % 2 === 0 ? 'NREM' : 'REM')));
    night.forEach(({ seconds }, i) => expect(Math.abs(seconds / 60 - NIGHT[i]!), `bout ${i}`).toBeLessThanOrEqual(2));
    const hours = night.reduce((sum, { seconds }) => sum + seconds, 0) / 3600;
    expect(Math.abs(hours - 8.05)).toBeLessThanOrEqual(0.05); // 3 min, the sum of what is rounded
  }
});

it('has levels near 1 and 0 where its populations are active and silent', () => {
  const run = createModelRun('rempe', {}, { startSeconds: 12 * 3600 });
  expect(run.sample()).toMatchObject({ stage: 'WAKE', ach: expect.closeTo(1, 3), na: expect.closeTo(1, 3) });
  // 16.0 h of wake, 95 min of NREM and then 19 min of REM: 17 h is NREM, 17.7 h is REM.
  expect(run.advance(5 * 3600)).toMatchObject({ stage: 'NREM', ach: expect.closeTo(0, 2), na: expect.closeTo(0, 2) });
  expect(run.advance(0.7 * 3600)).toMatchObject({ stage: 'REM', ach: expect.closeTo(1, 2), na: expect.closeTo(0, 2) });
});
