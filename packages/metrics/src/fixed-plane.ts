import { principalAxes, projectOn } from './principal-axes.ts';

/** Two axes that stay, so that samples of other moments can be laid on the same plane. */
export interface FixedPlane {
  /** @param samples [count, size], row by row @returns [count, 2]; the second is 0 where samples have one number */
  place(samples: Float32Array | Float64Array): Float32Array;
  /** Shares of the variance of samples that the two axes explain, which need not be their own; 0 where nothing varies. */
  explained(samples: Float32Array | Float64Array): readonly [number, number];
}

/**
 * The plane of the first two principal axes of samples.
 *
 * @param samples [count, size], row by row
 * @throws SampleMismatchError, NotFiniteError, NoVarianceError as {@link principalAxes}
 */
export function fixPlane(samples: Float32Array | Float64Array, size: number): FixedPlane {
  const count = Math.min(2, size);
  const axes = principalAxes(samples, { size, count });
  return {
    place(others) {
      const along = projectOn(axes, others); // [count, 1 or 2]
      const rows = along.length / count;
      return Float32Array.from({ length: 2 * rows }, (_, i) =>
        i % 2 < count ? along[(i >> 1) * count + (i % 2)]! : 0,
      );
    },
    explained(others) {
      const total = variances(others, size).reduce((sum, value) => sum + value, 0);
      const [x = 0, y = 0] = variances(projectOn(axes, others), count);
      return total === 0 ? [0, 0] : [Math.min(1, x / total), Math.min(1, y / total)];
    },
  };
}

/** @param samples [count, columns] @returns of each column */
function variances(samples: Float32Array | Float64Array, columns: number): number[] {
  const rows = samples.length / columns;
  return Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let i = column; i < samples.length; i += columns) sum += samples[i]!;
    let squares = 0;
    for (let i = column; i < samples.length; i += columns) squares += (samples[i]! - sum / rows) ** 2;
    return squares / rows;
  });
}
