import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hopfieldEnergy, hopfieldRecall, hopfieldUpdate } from './hopfield.ts';
import { tensorMatchers } from './test-kit/tensor-matchers.ts';

expect.extend(tensorMatchers);

beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
});
afterEach(() => tf.engine().endScope());

/** Rows of the same length, values of -4 to 4. */
const rows = (rowsAtLeast: number, rowsAtMost: number) =>
  fc.tuple(fc.integer({ min: rowsAtLeast, max: rowsAtMost }), fc.integer({ min: 2, max: 6 })).chain(([count, size]) =>
    fc.array(fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: size, maxLength: size }), {
      minLength: count,
      maxLength: count,
    }),
  );
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('a modern Hopfield network', () => {
  it('of the patterns 1 and -1 updates a state to tanh(β ξ)', () => {
    const patterns = tf.tensor2d([[1], [-1]]);
    const state = tf.tensor2d([[0.5], [-2], [0]]);
    // softmax gives e^βξ and e^-βξ over their sum, and so (e^βξ - e^-βξ) / (e^βξ + e^-βξ).
    expect(hopfieldUpdate({ patterns, inverseTemperature: 0.7 }, state)).toBeCloseToTensor(
      tf.tensor2d([[Math.tanh(0.35)], [Math.tanh(-1.4)], [0]]),
    );
  });

  it('recalls the mean at β = 0, weighed by the bias', () => {
    const patterns = tf.tensor2d([
      [2, 0],
      [0, 4],
    ]);
    const recalled = hopfieldUpdate(
      { patterns, inverseTemperature: 0, bias: tf.tensor1d([Math.log(3), 0]) },
      tf.tensor2d([[7, 7]]),
    );
    expect(recalled).toBeCloseToTensor(tf.tensor2d([[1.5, 1]])); // ¾ (2, 0) + ¼ (0, 4)
  });

  it('holds a pattern that is apart from the others as a fixed point where β is large', () => {
    fc.assert(
      fc.property(rows(2, 8), (patterns) => {
        const length = Math.sqrt(Math.max(...patterns.map((x) => dot(x, x))));
        const stored = tf.tensor2d(patterns);
        patterns.forEach((x, i) => {
          const apart = Math.min(...patterns.filter((_, k) => k !== i).map((other) => dot(x, x) - dot(x, other)));
          if (apart < 0.1) return;
          // Ramsauer et al. 2021, theorem 4 and its proof: |f(x) - x| <= 2 ε M with ε = (N - 1) exp(-β Δ), here 1e-5; float32 beside it.
          const inverseTemperature = Math.log(1e5 * (patterns.length - 1)) / apart;
          const moved = tf.norm(
            tf.sub(hopfieldRecall({ patterns: stored, inverseTemperature }, tf.tensor2d([x]), 1), [x]),
          );
          expect(moved.dataSync()[0]).toBeLessThanOrEqual(2e-5 * length * 1.1 + 1e-6 * length);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('never raises the energy by an update, whatever the bias', () => {
    fc.assert(
      fc.property(
        rows(3, 9),
        fc.float({ min: Math.fround(0.05), max: 8, noNaN: true }),
        fc.boolean(),
        (values, inverseTemperature, isBiased) => {
          const [state, ...patterns] = values;
          const bias = isBiased ? tf.tensor1d(patterns.map((x) => x[0]!)) : undefined;
          const association = { patterns: tf.tensor2d(patterns), inverseTemperature, bias };
          let now = tf.tensor2d([state!]);
          for (let update = 0; update < 4; update++) {
            const next = hopfieldUpdate(association, now);
            const [before, after] = [now, next].map((of) => hopfieldEnergy(association, of).dataSync()[0]!);
            // Energies are below 6 · 16 here; float32 rounds their terms to about 1e-5.
            expect(after! - before!).toBeLessThan(1e-4);
            now = next;
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
