import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runStages, type StageRun } from '../stages.ts';
import { drawHypnogram } from './draw-hypnogram.ts';
import { sampleRuns } from './sample-runs.ts';

const nap: readonly StageRun[] = [
  { stage: 'WAKE', seconds: 60 },
  { stage: 'N2', seconds: 120 },
  { stage: 'REM', seconds: 30 },
];

describe('sampling runs', () => {
  it('says what stage it is at each moment, of all or of a part', () => {
    const stages = (options: { from?: number; to?: number }): string[] =>
      sampleRuns(nap, { stepSeconds: 30, ...options }).map(({ stage }) => stage);
    expect(stages({})).toEqual(['WAKE', 'WAKE', 'N2', 'N2', 'N2', 'N2', 'REM']);
    expect(stages({ from: 150, to: 1000 })).toEqual(['N2', 'REM']);
  });

  it('asks for levels at the same moments, and leaves unknown ones out of the drawing', () => {
    const levelsAt = (seconds: number) => ({ ach: seconds / 210, na: 0 });
    const samples = sampleRuns(nap, { stepSeconds: 70, levelsAt });
    expect(samples.map(({ seconds, ach }) => [seconds, ach])).toEqual([0, 70, 140].map((s) => [s, s / 210]));
    const drawn = drawHypnogram(sampleRuns(nap, { stepSeconds: 30 }));
    expect(drawn).not.toContain('ACh');
    expect(drawn).not.toContain('tick');
    expect(drawHypnogram(samples)).toContain('ACh 1');
  });

  it('tells what a column is where there are more moments than columns', () => {
    // 210 s in 72 columns of 2.9 s, 0.05 min
    expect(drawHypnogram(sampleRuns(nap, { stepSeconds: 1 })).replaceAll('\n', ' ')).toContain('A column is 0');
  });

  it('gives each stage the moments of its length', () => {
    const run = fc.record({ stage: fc.constantFrom(...runStages), seconds: fc.integer({ min: 1, max: 500 }) });
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 30 }), (runs) => {
        const stages = sampleRuns(runs, { stepSeconds: 1 }).map(({ stage }) => stage);
        expect(stages).toEqual(runs.flatMap(({ stage, seconds }) => new Array<string>(seconds).fill(stage)));
      }),
    );
  });

  it('refuses steps and parts that are none', () => {
    expect(() => sampleRuns(nap, { stepSeconds: 0 })).toThrow('a step above 0 s, got 0');
    expect(() => sampleRuns(nap, { stepSeconds: 1, from: 210 })).toThrow('got 210 to 210 s');
  });
});
