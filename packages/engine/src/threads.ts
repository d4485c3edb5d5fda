import os from 'node:os';
import { ThreadCountError } from './errors.ts';

/** Hyperthreads share their vector units: `availableParallelism` counts them, and convolutions gain nothing from them, but it honours what a scheduler granted. */
const available = (): number => os.availableParallelism();

function threadCount(value: unknown, source: string): number {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 1024) {
    throw new ThreadCountError(value, source);
  }
  return count;
}

/**
 * How many threads the native kernels use: what was asked for, else the environment's ONEIROS_THREADS or OMP_NUM_THREADS,
 * else one for each processor that this process may use. Results are bit-identical for the same count.
 * @throws ThreadCountError
 */
export function chooseThreads(asked: number | undefined, environment: NodeJS.ProcessEnv = process.env): number {
  if (asked !== undefined) return threadCount(asked, 'threads');
  for (const name of ['ONEIROS_THREADS', 'OMP_NUM_THREADS']) {
    const value = environment[name];
    if (value !== undefined && value !== '') return threadCount(value, name);
  }
  return available();
}
