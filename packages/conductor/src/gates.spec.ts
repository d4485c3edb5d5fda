import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageGates, averageGatesAlong, gatesOf } from './gates.ts';

const hard = { mode: 'hard' } as const;
const graded = { mode: 'graded', width: 0.08 } as const;
const sigma = (x: number): number => 1 / (1 + Math.exp(-x));
const level = fc.double({ min: 0, max: 1, noNaN: true });

describe('hard gates', () => {
  // The paper's three states, and quiet wake.
  it.each([
    ['Wake', 1, 1, { discriminator: 1, target: 1, sign: 1, nrem: 0, connected: true }],
    ['NREM', 0, 0, { discriminator: 0, target: 0, sign: -1, nrem: 1, connected: false }],
    ['REM', 1, 0, { discriminator: 1, target: 0, sign: -1, nrem: 0, connected: false }],
    ['quiet wake', 0, 1, { discriminator: 0, target: 1, sign: 1, nrem: 1, connected: true }],
    [
      'levels of exactly 1/2, which count as high',
      0.5,
      0.5,
      { discriminator: 1, target: 1, sign: 1, nrem: 0, connected: true },
    ],
  ])('%s', (_, ach, na, gates) => {
    expect(gatesOf({ ach, na }, hard)).toEqual(gates);
  });

  it('are what graded gates become as w -> 0', () => {
    for (const [ach, na] of [
      [0.2, 0.9],
      [0.7, 0.4],
    ] as const) {
      const narrow = gatesOf({ ach, na }, { mode: 'graded', width: 1e-4 });
      expect(narrow).toEqual(gatesOf({ ach, na }, hard));
    }
  });
});

describe('graded gates', () => {
  // sigma(0.5 / 0.08) = sigma(6.25) = 0.9980732
  it.each([
    ['Wake', 1, 1, 0.9980732, 0.9980732],
    ['NREM', 0, 0, 0.0019268, 0.0019268],
    ['REM', 1, 0, 0.9980732, 0.0019268],
    ['in between', 0.5, 0.58, 0.5, 0.7310586],
  ])('%s', (_, ach, na, discriminator, target) => {
    const gates = gatesOf({ ach, na }, graded);
    expect(gates.discriminator).toBeCloseTo(discriminator, 6);
    expect(gates.target).toBeCloseTo(target, 6);
    expect(gates.sign).toBeCloseTo(2 * target - 1, 6);
    expect(gates.nrem).toBeCloseTo(1 - discriminator, 6);
    expect(gates.connected).toBe(na >= 0.5);
  });

  it('have a width of 0.08 unless given', () => {
    expect(gatesOf({ ach: 0.6, na: 0.3 }, { mode: 'graded' })).toEqual(gatesOf({ ach: 0.6, na: 0.3 }, graded));
  });
});

describe('gates averaged over time', () => {
  it('are the gates themselves where levels are constant', () => {
    fc.assert(
      fc.property(level, level, fc.constantFrom(hard, graded), (ach, na, options) => {
        const gates = averageGates(() => ({ ach, na }), 3, 7, options);
        const expected = gatesOf({ ach, na }, options);
        expect(gates.discriminator).toBeCloseTo(expected.discriminator, 12);
        expect(gates.target).toBeCloseTo(expected.target, 12);
        expect(gates.connected).toBe(expected.connected);
      }),
    );
  });

  it('are the share of time above 1/2 on a linear ramp (hard)', () => {
    // ACh rises from 0 to 1: above 1/2 for half of the time. NA falls from 1 to 0.2: above 1/2 for 0.5 / 0.8 of it.
    const gates = averageGates((t) => ({ ach: t / 10, na: 1 - 0.08 * t }), 0, 10, hard);
    expect(gates.discriminator).toBeCloseTo(0.5, 12);
    expect(gates.target).toBeCloseTo(0.625, 12);
    expect(gates.sign).toBeCloseTo(0.25, 12);
    expect(gates.nrem).toBeCloseTo(0.5, 12);
    expect(gates.connected).toBe(true);
  });

  it('are a difference of softplus on a linear ramp (graded)', () => {
    fc.assert(
      fc.property(level, level, (start, end) => {
        fc.pre(Math.abs(end - start) > 0.01);
        const softplus = (x: number): number => Math.log(1 + Math.exp((x - 0.5) / 0.08));
        const expected = (0.08 * (softplus(end) - softplus(start))) / (end - start);
        const gates = averageGates((t) => ({ ach: start + (end - start) * t, na: 0 }), 0, 1, { ...graded, panels: 1 });
        expect(gates.discriminator).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('stay accurate where a ramp hardly moves', () => {
    for (const move of [1e-3, 1e-5, 1e-7, 1e-12]) {
      const gates = averageGates((t) => ({ ach: 0.55 + move * t, na: 0 }), 0, 1, { ...graded, panels: 1 });
      // The mean of a nearly linear function is its value in the middle; the curvature adds less than move².
      expect(Math.abs(gates.discriminator - sigma((0.05 + move / 2) / 0.08))).toBeLessThan(10 * move ** 2 + 1e-11);
    }
  });

  it('converge with the square of the panels on a smooth curve', () => {
    const curve = (t: number) => ({ ach: 0.5 + 0.4 * Math.sin(2 * Math.PI * t), na: t * t });
    const fine = averageGates(curve, 0, 1, { ...graded, panels: 4096 });
    const errors = [32, 64].map((panels) =>
      Math.abs(averageGates(curve, 0, 1, { ...graded, panels }).target - fine.target),
    );
    expect(errors[0]! / errors[1]!).toBeGreaterThan(3);
    expect(errors[1]!).toBeLessThan(1e-4);
  });

  it('weigh pieces of a path by their time, and jumps by none', () => {
    // ACh is high for 1 of 4 seconds, NA for 3 of 4.
    const path = [
      { seconds: 0, ach: 1, na: 1 },
      { seconds: 1, ach: 1, na: 1 },
      { seconds: 1, ach: 0, na: 1 },
      { seconds: 3, ach: 0, na: 1 },
      { seconds: 3, ach: 0, na: 0 },
      { seconds: 4, ach: 0, na: 0 },
    ];
    expect(averageGatesAlong(path, hard)).toEqual({
      discriminator: 0.25,
      target: 0.75,
      sign: 0.5,
      nrem: 0.75,
      connected: true,
    });
  });

  it('are in 0..1 and add up, whatever the path', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(level, level), { minLength: 2, maxLength: 6 }),
        fc.constantFrom(hard, graded),
        (levels, options) => {
          const gates = averageGatesAlong(
            levels.map(([ach, na], seconds) => ({ seconds, ach, na })),
            options,
          );
          for (const gate of [gates.discriminator, gates.target, gates.nrem]) {
            expect(gate).toBeGreaterThanOrEqual(-1e-12);
            expect(gate).toBeLessThanOrEqual(1 + 1e-12);
          }
          expect(gates.discriminator + gates.nrem).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it('need some time to average over', () => {
    expect(() => averageGates(() => ({ ach: 1, na: 1 }), 2, 2, hard)).toThrow(RangeError);
    expect(() => averageGates(() => ({ ach: 1, na: 1 }), 3, 2, hard)).toThrow('ascending');
    expect(() => averageGates(() => ({ ach: 1, na: 1 }), 0, 1, { ...hard, panels: 0 })).toThrow(RangeError);
  });
});
