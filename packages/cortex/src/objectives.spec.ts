import { describe, expect, it } from 'vitest';
import { drivesOf } from './objectives.ts';

const all = { image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 };
const none = {
  encoder: { image: 0, divergence: 0, reality: 0, nrem: 0, adversarial: 0 },
  generator: { image: 0, deception: 0 },
};
const wake = { discriminator: 1, target: 1, nrem: 0, connected: true };
const nrem = { discriminator: 0, target: 0, nrem: 1, connected: false };
const rem = { discriminator: 1, target: 0, nrem: 0, connected: false };
const quiet = { discriminator: 0, target: 1, nrem: 1, connected: true };

/** What is expected to be driven, by network; all else is 0. */
const driving = (encoder: object, generator: object = {}) => ({
  encoder: { ...none.encoder, ...encoder },
  generator: { ...none.generator, ...generator },
});

describe('drivesOf', () => {
  it.each([
    ['Wake', wake, driving({ image: 1, divergence: 1, reality: 1 }, { image: 1 })],
    ['NREM', nrem, driving({ nrem: 1 })],
    ['REM', rem, driving({ adversarial: 1 }, { deception: 1 })],
    ['quiet waking', quiet, driving({ nrem: 1 })],
  ])('drives in %s what the paper descends there, and nothing else', (_, gates, driven) => {
    expect(drivesOf(gates, all)).toEqual(driven);
  });

  it.each([
    ['Wake', wake, driving({}, { image: 1 })],
    ['NREM', nrem, driving({ nrem: 1 })],
    ['REM', rem, driving({ nrem: 1 })],
    ['quiet waking', quiet, none],
  ])('lets Wake-Sleep train one network at a time: %s', (_, gates, driven) => {
    expect(drivesOf(gates, all, 'wake-sleep')).toEqual(driven);
  });

  it('mixes by graded gates', () => {
    const gates = { discriminator: 0.75, target: 0.25, nrem: 0.25, connected: false };
    expect(drivesOf(gates, all)).toEqual(driving({ nrem: 0.25, adversarial: 0.75 }, { deception: 0.5625 }));
  });

  it('weighs every term', () => {
    const weights = { image: 2, divergence: 3, reality: 5, nrem: 7, adversarial: 11 };
    const half = { discriminator: 0.5, target: 0.5, nrem: 0.5, connected: true };
    const awake = { image: 0.5, divergence: 0.75, reality: 2.5, nrem: 3.5 };
    expect(drivesOf(half, weights)).toEqual(driving(awake, { image: 0.5 }));
    const dreaming = drivesOf({ ...half, connected: false }, weights);
    expect([dreaming.encoder.adversarial, dreaming.generator.deception]).toEqual([5.5, 2.75]);
    expect(drivesOf(half, weights, 'wake-sleep')).toEqual(driving({}, { image: 0.5 }));
    expect(drivesOf(nrem, weights, 'wake-sleep')).toEqual(driving({ nrem: 7 }));
  });
});
