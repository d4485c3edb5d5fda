import { describe, expect, it } from 'vitest';
import { drivesOf } from './objectives.ts';

const all = { image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 };
const none = { image: 0, divergence: 0, reality: 0, nrem: 0, adversarial: 0, deception: 0 };

describe('drivesOf', () => {
  it.each([
    ['Wake', { discriminator: 1, target: 1, nrem: 0, connected: true }, { image: 1, divergence: 1, reality: 1 }],
    ['NREM', { discriminator: 0, target: 0, nrem: 1, connected: false }, { nrem: 1 }],
    ['REM', { discriminator: 1, target: 0, nrem: 0, connected: false }, { adversarial: 1, deception: 1 }],
    ['quiet waking', { discriminator: 0, target: 1, nrem: 1, connected: true }, { nrem: 1 }],
  ])('drives in %s what the paper descends there, and nothing else', (_, gates, driven) => {
    expect(drivesOf(gates, all)).toEqual({ ...none, ...driven });
  });

  it('mixes by graded gates', () => {
    const gates = { discriminator: 0.75, target: 0.25, nrem: 0.25, connected: false };
    expect(drivesOf(gates, all)).toEqual({ ...none, nrem: 0.25, adversarial: 0.75, deception: 0.5625 });
  });

  it('weighs every term', () => {
    const weights = { image: 2, divergence: 3, reality: 5, nrem: 7, adversarial: 11 };
    const wake = { discriminator: 0.5, target: 0.5, nrem: 0.5, connected: true };
    expect(drivesOf(wake, weights)).toEqual({ ...none, image: 0.5, divergence: 0.75, reality: 2.5, nrem: 3.5 });
    const { adversarial, deception } = drivesOf({ ...wake, connected: false }, weights);
    expect([adversarial, deception]).toEqual([5.5, 2.75]);
  });
});
