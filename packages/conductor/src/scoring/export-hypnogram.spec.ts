import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HypnogramTooLongError } from '../errors.ts';
import type { Hypnogram } from '../stages.ts';
import { exportHypnogram } from './export-hypnogram.ts';
import { exportFormats } from './formats.ts';
import { importHypnogram } from './import-hypnogram.ts';
import { arbitraryHypnogram } from './test-support/arbitrary-hypnogram.ts';

const nap: Hypnogram = {
  runs: [
    { stage: 'WAKE', seconds: 60 },
    { stage: 'N1', seconds: 30 },
  ],
  epochSeconds: 30,
  source: 'nap',
};
const text = (hypnogram: Hypnogram, format: (typeof exportFormats)[number]): string =>
  new TextDecoder('latin1').decode(exportHypnogram(hypnogram, format));

describe('exportHypnogram', () => {
  it.each(exportFormats)('writes %s that the importer reads back to the same runs', (format) => {
    fc.assert(
      fc.property(arbitraryHypnogram, (hypnogram) => {
        // YASA's csv alone does not say how long an epoch is.
        const told = format === 'yasa-csv' ? { epochSeconds: hypnogram.epochSeconds } : {};
        const again = importHypnogram(exportHypnogram(hypnogram, format), told);
        expect(again.format).toBe(format);
        expect(again.hypnogram.runs).toEqual(hypnogram.runs);
        if (format === 'edf' || format === 'json') expect(again.hypnogram).toEqual(hypnogram);
      }),
    );
  });

  it('writes the columns of BIDS and YASA', () => {
    expect(text(nap, 'bids')).toBe(
      'onset\tduration\tvalue\tdescription\n0\t30\t0\tWAKE\n30\t30\t0\tWAKE\n60\t30\t1\tN1\n',
    );
    expect(text(nap, 'yasa-csv')).toBe('Epoch,Stage\n0,WAKE\n1,WAKE\n2,N1\n');
    expect(JSON.parse(text(nap, 'json'))).toEqual({
      values: ['WAKE', 'WAKE', 'N1'],
      n_stages: 5,
      freq: '30s',
      start: null,
      scorer: null,
      proba: null,
    });
  });

  it('keeps to the microsecond in EDF+ what is no whole epochs', () => {
    const runs = [
      { stage: 'NREM', seconds: 12.3456 },
      { stage: 'REM', seconds: 0.25 },
      { stage: 'WAKE', seconds: 100.1 },
    ] as const;
    const again = importHypnogram(exportHypnogram({ ...nap, runs }, 'edf'));
    expect(again.hypnogram.runs).toEqual(runs);
  });

  it('writes more annotations than a record of EDF+ holds', () => {
    const runs = Array.from({ length: 5000 }, (_, i) => ({
      stage: i % 2 === 0 ? ('WAKE' as const) : ('N2' as const),
      seconds: 30,
    }));
    const file = exportHypnogram({ ...nap, runs }, 'edf');
    expect(
      text({ ...nap, runs }, 'edf')
        .slice(236, 244)
        .trim(),
    ).toBe('3'); // 5000 lists of some 29 bytes in 61,440 each
    expect(importHypnogram(file).hypnogram.runs).toEqual(runs);
  });

  it('refuses more rows than anyone reads', () => {
    const year = { ...nap, runs: [{ stage: 'WAKE', seconds: 366 * 86_400 }], epochSeconds: 1 } as const;
    expect(() => exportHypnogram(year, 'bids')).toThrow(HypnogramTooLongError);
    expect(exportHypnogram(year, 'edf').length).toBeLessThan(1000);
  });
});
