import { initialRunState, reduceEvents, type OneirosEvent } from '@oneiros/simulation';
import { describe, expect, it } from 'vitest';
import { createPaint } from '../terminal/paint.ts';
import { formatReport, lossesFirstAndLast, type RunReport } from './run-report.ts';

const report: RunReport = {
  run: 'runs/scenes-pad-1',
  status: 'finished',
  ticks: 750,
  totalTicks: 750,
  backend: { name: 'onednn', threads: 2 },
  wallSeconds: 95,
  secondsPerCycle: 0.1234,
  peakResidentMiB: 301.4,
  dataPreparationShare: 0.0123,
  testImages: 1000,
  classes: 10,
  baselines: { pixels: 0.21, before: 0.15, beforeByRidge: 0.16 },
  readouts: [{ epoch: 1, nights: null, testAccuracy: 0.333, ridgeAccuracy: 0.4 }],
  losses: [{ name: 'reconstruction', first: 0.2, last: 0.05 }],
  dreams: 'runs/scenes-pad-1/dreams/early-and-late.png',
};

describe('formatReport', () => {
  it('tells how long it took, what was learned and where the dreams are', () => {
    expect(formatReport(report, createPaint(false))).toMatchInlineSnapshot(`
      "750 of 750 ticks, 1 min 35 s on onednn, 2 threads; 0.123 s a cycle; 301 MiB resident at most; 1.2 % of a cycle for preparing images

      What was learned: test images that a linear readout tells right (1000 images, 10 classes)
                                by gradient descent  by ridge
        from pixels                          21.0 %         -
        from z before learning               15.0 %    16.0 %
        from z after epoch 1                 33.3 %    40.0 %

      Losses: mean of the first epoch -> of the last
        reconstruction  0.200  ->  0.0500

      Run     runs/scenes-pad-1
      Dreams  runs/scenes-pad-1/dreams/early-and-late.png"
    `);
  });

  it('names the readouts of a life by their mornings', () => {
    const readouts = [{ epoch: 0, nights: 2, testAccuracy: 0.3, ridgeAccuracy: null }];
    expect(formatReport({ ...report, readouts }, createPaint(false))).toMatch(
      /from z in the morning after night 2 +30\.0 %/,
    );
  });

  it('says how to go on where the run was stopped, and leaves out what was not measured', () => {
    const stopped = {
      ...report,
      status: 'interrupted',
      baselines: null,
      readouts: [],
      losses: [],
      dreams: null,
    } as const;
    const text = formatReport(stopped, createPaint(false));
    expect(text).toContain('oneiros resume runs/scenes-pad-1');
    expect(text).not.toContain('What was learned');
  });
});

describe('lossesFirstAndLast', () => {
  it('compares the means of the first and the last epoch', () => {
    const gates = { discriminator: 1, target: 1, sign: 1, nrem: 0, connected: true };
    const wake = (tick: number, epoch: number, reconstruction: number): OneirosEvent[] => [
      { type: 'state', v: 1, tick, cycle: tick, night: 0, epoch, seconds: tick, stage: 'WAKE', ach: 1, na: 1, gates },
      { type: 'losses', v: 1, tick, reconstruction },
    ];
    const events = [...wake(0, 0, 4), ...wake(1, 0, 2), ...wake(2, 1, 1)];
    const state = events.reduce(reduceEvents, initialRunState);
    // Epoch 0: (4 + 2) / 2 = 3; epoch 1: 1.
    expect(lossesFirstAndLast(state)).toEqual([{ name: 'reconstruction', first: 3, last: 1 }]);
  });
});
