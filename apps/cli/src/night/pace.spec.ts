import { resolveSchedule } from '@oneiros/conductor';
import { describe, expect, it } from 'vitest';
import { meanCost } from './pace.ts';

const times = { wake: 6, nrem: 3, rem: 12 };

describe('the mean time of a tick', () => {
  it('weighs states as the schedule has them', () => {
    // 3 ticks of Wake, 2 of NREM, 1 of REM: (18 + 6 + 12) / 6
    const bouts = { nremTicks: { first: 2, last: 2 }, remTicks: { first: 1, last: 1 } };
    const nights = resolveSchedule({ kind: 'nights', dayMiniBatches: 3, cyclesPerNight: 1, ...bouts });
    expect(meanCost(nights, times)).toBe(6);
    expect(meanCost(resolveSchedule({ kind: 'cycle' }), times)).toBe(7);
  });

  it('lies between the states of a life, however it begins', () => {
    for (const preset of ['adult', 'newborn']) {
      const cost = meanCost(resolveSchedule({ kind: 'life', source: { preset } }), times);
      expect(cost).toBeGreaterThan(times.nrem);
      expect(cost).toBeLessThan(times.rem);
    }
  });
});
