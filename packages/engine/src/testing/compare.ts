import * as tf from '@tensorflow/tfjs';
import { reportSlowKernels } from '../onednn/fallback-warning.ts';
import { loadOnednn } from '../onednn/load.ts';
import type { OnednnBackend } from '../onednn/onednn-backend.ts';

/** The native back end, current, with its warnings caught and the CPU back end's greeting silenced. */
export async function useOnednnInTest(threads = 2): Promise<OnednnBackend> {
  tf.env().set('IS_TEST', true);
  const cpu = tf.findBackend('cpu') as unknown as { firstUse: boolean };
  cpu.firstUse = false;
  await loadOnednn(threads);
  reportSlowKernels(() => undefined);
  return tf.backend() as OnednnBackend;
}

/** Numbers that are neither special nor alike: a fixed sequence in (-2, 2). */
export const numbers = (count: number, seed = 1): Float32Array =>
  Float32Array.from(
    { length: count },
    (_, i) => 4 * ((Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453) % 1) * 0.5,
  );

/** A tensor of such numbers. */
export const tensor = (shape: readonly number[], seed = 1): tf.Tensor =>
  tf.tensor(numbers(tf.util.sizeFromShape(shape as number[]), seed), shape as number[], 'float32');

/** Values of what `compute` makes on a back end. */
export function valuesOn(backend: string, compute: () => tf.Tensor | tf.Tensor[]): number[][] {
  const current = tf.getBackend();
  tf.setBackend(backend);
  try {
    return tf.tidy(() => [compute()].flat().map((result) => [...result.dataSync()]));
  } finally {
    tf.setBackend(current);
  }
}

/** Largest deviation, relative where the expected values are large; infinite where the sizes or the NaNs differ. */
export function deviation(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < expected.length; i += 1) {
    const [a, e] = [actual[i]!, expected[i]!];
    if (Object.is(a, e) || (a === 0 && e === 0)) continue;
    const difference = Math.abs(a - e) / Math.max(1, Math.abs(e));
    worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
  }
  return worst;
}
