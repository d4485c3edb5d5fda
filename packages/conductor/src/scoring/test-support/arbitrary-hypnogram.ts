import fc from 'fast-check';
import { sleepStages, type Hypnogram, type RunStage } from '../../stages.ts';
import { mergeRuns } from '../merge-runs.ts';

const humanStages: readonly RunStage[] = [...sleepStages, 'ART', 'UNS'];
const rodentStages: readonly RunStage[] = ['WAKE', 'NREM', 'REM', 'ART', 'UNS'];

/** Any hypnogram of whole epochs that has at least one stage, human or rodent. */
export const arbitraryHypnogram: fc.Arbitrary<Hypnogram> = fc
  .record({
    stages: fc.constantFrom(humanStages, rodentStages),
    picks: fc.array(fc.record({ pick: fc.nat(6), epochs: fc.integer({ min: 1, max: 200 }) }), {
      minLength: 1,
      maxLength: 30,
    }),
    epochSeconds: fc.constantFrom(30, 20, 10, 5, 4, 2.5, 1),
    start: fc.option(fc.integer({ min: 0, max: 4e9 }), { nil: undefined }),
  })
  .map(({ stages, picks, epochSeconds, start }) => ({
    runs: mergeRuns([
      { stage: 'WAKE', seconds: epochSeconds },
      ...picks.map(({ pick, epochs }) => ({ stage: stages[pick % stages.length]!, seconds: epochs * epochSeconds })),
    ]),
    epochSeconds,
    ...(start === undefined ? {} : { start: new Date(start * 1000).toISOString().slice(0, 19) }),
    source: 'hypnogram',
  }));
