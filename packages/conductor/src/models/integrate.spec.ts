import { describe, expect, it } from 'vitest';
import { createRungeKutta, type Derivatives } from './integrate.ts';
import { fbfd } from './diniz-behn-booth.ts';
import { gleitBooth } from './gleit-booth.ts';
import { phillipsRobinson } from './phillips-robinson.ts';
import { reciprocalInteraction } from './reciprocal-interaction.ts';
import type { SleepModel } from './sleep-model.ts';

function solve<P>(
  derivatives: Derivatives<P>,
  initial: readonly number[],
  parameters: P,
  end: number,
  steps: number,
): Float64Array {
  const state = Float64Array.from(initial);
  const integrate = createRungeKutta(initial.length, derivatives);
  for (let i = 0; i < steps; i++) integrate((i * end) / steps, state, parameters, end / steps);
  return state;
}

const distance = (a: Float64Array, b: Float64Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0));

/** Observed order: log2 of how much the error falls when the step is halved; the reference takes 16 times as many steps. */
function orderOf<P>(
  model: SleepModel<P>,
  given: Record<string, number>,
  seconds: number,
  steps: number,
  initial: readonly number[] = model.variables.map((variable) => variable.initial),
): number {
  const parameters = model.parameters.parse(given) as P;
  const at = (count: number): Float64Array =>
    solve(model.derivatives.bind(model), initial, parameters, seconds / model.secondsPerUnit, count);
  const reference = at(16 * steps);
  return Math.log2(distance(at(steps), reference) / distance(at(2 * steps), reference));
}

describe('createRungeKutta', () => {
  it('is exact where the slope is a cubic of time', () => {
    // y' = 4t³ - 3t² + 2t - 1 from y(0) = 5: y(2) = 16 - 8 + 4 - 2 + 5 = 15, in one step.
    const cubic: Derivatives<null> = (t, _state, _p, slopes) => void (slopes[0] = 4 * t ** 3 - 3 * t ** 2 + 2 * t - 1);
    expect(solve(cubic, [5], null, 2, 1)[0]).toBeCloseTo(15, 12);
  });

  it('keeps to the Taylor series of decay up to the fourth power of the step', () => {
    // y' = -y from 1 with step 1: 1 - 1 + 1/2 - 1/6 + 1/24 = 0.375.
    const decay: Derivatives<null> = (_t, state, _p, slopes) => void (slopes[0] = -state[0]!);
    expect(solve(decay, [1], null, 1, 1)[0]).toBeCloseTo(0.375, 15);
  });

  it('errs with the fourth power of the step on a problem that depends on time', () => {
    // y' = y cos t has the solution exp(sin t).
    const swing: Derivatives<null> = (t, state, _p, slopes) => void (slopes[0] = state[0]! * Math.cos(t));
    const error = (steps: number): number => Math.abs(solve(swing, [1], null, 10, steps)[0]! - Math.exp(Math.sin(10)));
    expect(Math.log2(error(400) / error(800))).toBeCloseTo(4, 1);
  });

  // The others switch by thresholds (two-process, Rempe) or do so outside of these windows (light and homeostat of
  // Gleit-Booth, homeostat of FBFD).
  it('is of order 4 on the smooth models', () => {
    const orders = {
      'reciprocal-interaction': orderOf(reciprocalInteraction, { gated: 0 }, 5400, 40),
      'phillips-robinson, from equal potentials': orderOf(phillipsRobinson, {}, 60, 60, [0, 0, 14]),
      'gleit-booth, an hour of wake': orderOf(gleitBooth, {}, 3600, 3600),
      'fbfd, the first 20 s': orderOf(fbfd, {}, 20, 400),
    };
    for (const [name, order] of Object.entries(orders)) {
      expect(order, name).toBeGreaterThan(3.8);
      expect(order, name).toBeLessThan(4.3);
    }
  });
});
