import { describe, expect, it } from 'vitest';
import { HypnogramUnscoredError } from '../errors.ts';
import { lifeFromHypnogram } from './life-from-hypnogram.ts';

describe('lifeFromHypnogram', () => {
  it('holds the stage before unscored time and keeps the unit of scoring', () => {
    const runs = [
      { stage: 'N2', seconds: 60 },
      { stage: 'UNS', seconds: 30 },
      { stage: 'REM', seconds: 90 },
    ] as const;
    const life = lifeFromHypnogram({ runs, epochSeconds: 30, source: 'a.edf' }, { name: 'a.edf', unscored: 'hold' });
    expect(life.source?.hypnogram).toEqual({
      name: 'a.edf',
      epochSeconds: 30,
      runs: [
        ['N2', 90],
        ['REM', 90],
      ],
    });
  });

  it('refuses a recording of which nothing is left', () => {
    const hypnogram = { runs: [{ stage: 'UNS', seconds: 60 }], epochSeconds: 30, source: 'a.edf' } as const;
    expect(() => lifeFromHypnogram(hypnogram, { name: 'a.edf', unscored: 'pause' })).toThrow(HypnogramUnscoredError);
  });
});
