import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SampleMismatchError } from './errors.ts';
import { normalQuantile } from './normal-quantile.ts';
import { signalDetection } from './signal-detection.ts';

describe('the normal quantile', () => {
  it.each([
    // AS 241's own test values, and z of table values.
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798408],
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.8413447460685429, 1],
  ])('of %d is %d', (probability, x) => {
    expect(normalQuantile(probability)).toBeCloseTo(x, 13);
  });

  it('is odd about one half and grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 20 - 1 }), (numerator) => {
        const probability = numerator / 2 ** 20;
        expect(normalQuantile(1 - probability)).toBeCloseTo(-normalQuantile(probability), 14);
        expect(normalQuantile(probability + 2 ** -30)).toBeGreaterThan(normalQuantile(probability));
      }),
    );
  });
});

describe('signal detection', () => {
  it('is as by hand', () => {
    // H = 84.5/101, F = 16.5/101 = 1 - H: no bias; scipy.stats.norm.ppf(84.5/101) = 0.9807162801626623.
    const result = signalDetection({ hits: 84, signals: 100, falseAlarms: 16, noises: 100 });
    expect(result.hitRate).toBe(0.84);
    expect(result.falseAlarmRate).toBe(0.16);
    expect(result.dPrime).toBeCloseTo(2 * 0.9807162801626623, 12);
    expect(result.criterion).toBeCloseTo(0, 12);
  });

  it('stays finite for a perfect judge and is 0 for one that says the same of everything', () => {
    // H = 10.5/11, F = 0.5/11: z = ±1.6906216295848986 by scipy.stats.norm.ppf.
    expect(signalDetection({ hits: 10, signals: 10, falseAlarms: 0, noises: 10 }).dPrime).toBeCloseTo(
      2 * 1.6906216295848986,
      12,
    );
    const always = signalDetection({ hits: 10, signals: 10, falseAlarms: 10, noises: 10 });
    expect(always.dPrime).toBe(0);
    expect(always.criterion).toBeLessThan(-1);
  });

  it('changes sign when signals and noises are exchanged, its criterion when the answers are', () => {
    const counts = fc.record({ signals: fc.integer({ min: 1, max: 500 }), noises: fc.integer({ min: 1, max: 500 }) });
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), ({ signals, noises }, share, seed) => {
        const [hits, falseAlarms] = [Math.floor(share * signals), seed % (noises + 1)];
        const plain = signalDetection({ hits, signals, falseAlarms, noises });
        const exchanged = signalDetection({ hits: falseAlarms, signals: noises, falseAlarms: hits, noises: signals });
        expect(exchanged.dPrime).toBeCloseTo(-plain.dPrime, 12);
        const answers = { hits: signals - hits, signals, falseAlarms: noises - falseAlarms, noises };
        expect(signalDetection(answers).criterion).toBeCloseTo(-plain.criterion, 12);
      }),
    );
  });

  it('refuses counts that cannot be', () => {
    const counts = { hits: 1, signals: 2, falseAlarms: 0, noises: 2 };
    for (const change of [{ hits: 3 }, { hits: -1 }, { signals: 0, hits: 0 }, { noises: 0 }, { falseAlarms: NaN }]) {
      expect(() => signalDetection({ ...counts, ...change })).toThrow(SampleMismatchError);
    }
  });
});
