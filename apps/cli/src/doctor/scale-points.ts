/** Sizes at which a cycle is measured. */
export interface ScaleSize {
  readonly batchSize: number;
  readonly baseWidth: number;
  readonly imageSidePx: number;
  readonly threads: number;
}

/** What is varied, one at a time, from the published size. */
export const scaleAxes = ['batchSize', 'baseWidth', 'imageSidePx', 'threads'] as const;
export type ScaleAxis = (typeof scaleAxes)[number];

const values: Record<Exclude<ScaleAxis, 'threads'>, readonly number[]> = {
  batchSize: [16, 32, 64, 128, 256, 512],
  baseWidth: [16, 32, 64, 128],
  imageSidePx: [32, 64],
};

/** @returns 1, 2, 4, ... up to the threads of the machine, those included. */
export function threadCounts(threads: number): number[] {
  const counts: number[] = [];
  for (let n = 1; n < threads; n *= 2) counts.push(n);
  return [...counts, threads];
}

export const publishedSize = (threads: number): ScaleSize => ({
  batchSize: 64,
  baseWidth: 64,
  imageSidePx: 32,
  threads,
});

/** The published size first, then each other one once. */
export function scaleSizes(threads: number): ScaleSize[] {
  const published = publishedSize(threads);
  const all = scaleAxes.flatMap((axis) =>
    (axis === 'threads' ? threadCounts(threads) : values[axis]).map((value) => ({ ...published, [axis]: value })),
  );
  const keyOf = (size: ScaleSize): string => scaleAxes.map((axis) => size[axis]).join();
  return [...new Map([published, ...all].map((size) => [keyOf(size), size])).values()];
}
