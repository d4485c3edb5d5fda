import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readSafetensors, type StoredTensor } from '@oneiros/journal';

/** The losses that a fixture names, with the norms of the gradients; one object a cycle. */
export type ReferenceLosses = Readonly<Record<string, number>>;

/** What the published procedure computed from given weights, images, masks and noise. */
export interface Fixture {
  readonly name: string;
  readonly condition: string;
  readonly baseWidth: number;
  readonly latentSize: number;
  readonly batch: number;
  readonly cycles: number;
  readonly wakeNoiseDeviation: number;
  readonly nremScale: number;
  readonly idle: 'coast' | 'hold';
  readonly losses: readonly ReferenceLosses[];
  /** Every tensor of the file by its name there. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** A file that says it is a fixture and is not a whole one. */
export class FixtureError extends Error {
  readonly code = 'FIXTURE';
  constructor(file: string, problem: string) {
    super(`${file}: ${problem}`);
    this.name = 'FixtureError';
  }
}

/** Every fixture of a folder by file name; files of another content (without a `condition`) are passed over. */
export function readFixtures(folder: string): Fixture[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.safetensors'))
    .sort()
    .map((file) => readFixture(join(folder, file)))
    .filter((fixture) => fixture !== undefined);
}

/** @returns nothing where the metadata names no condition @throws FixtureError */
export function readFixture(path: string): Fixture | undefined {
  const { metadata, tensors } = readSafetensors(path);
  const { condition } = metadata;
  if (condition === undefined) return undefined;
  const field = (name: string): string => {
    const value = metadata[name];
    if (value === undefined) throw new FixtureError(path, `expected "${name}" in the metadata, found none.`);
    return value;
  };
  const number = (name: string): number => {
    const value = Number(field(name));
    if (!Number.isFinite(value)) throw new FixtureError(path, `expected a number as "${name}", found ${field(name)}.`);
    return value;
  };
  const idle = field('idle');
  if (idle !== 'coast' && idle !== 'hold') throw new FixtureError(path, `expected idle coast or hold, found ${idle}.`);
  const cycles = number('cycles');
  const losses = JSON.parse(field('losses')) as ReferenceLosses[];
  if (losses.length !== cycles) throw new FixtureError(path, `expected ${cycles} losses, found ${losses.length}.`);
  return {
    name: basename(path, '.safetensors'),
    condition,
    baseWidth: number('nf'),
    latentSize: number('nz'),
    batch: number('batch'),
    cycles,
    wakeNoiseDeviation: number('wake_noise_std'),
    nremScale: number('nrem_scale'),
    idle,
    losses,
    tensors,
  };
}

/** @throws FixtureError where the file lacks it */
export function tensorOf({ name, tensors }: Fixture, tensor: string): StoredTensor {
  const stored = tensors.get(tensor);
  if (stored === undefined) throw new FixtureError(name, `expected a tensor "${tensor}", found none.`);
  return stored;
}

/** One element of a stacked tensor along its first axis. */
export function sliceOf(stored: StoredTensor, index: number): StoredTensor {
  const shape = stored.shape.slice(1);
  const size = shape.reduce((product, side) => product * side, 1);
  return { ...stored, shape, data: stored.data.subarray(index * size, (index + 1) * size) as StoredTensor['data'] };
}
