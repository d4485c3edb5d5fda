import { addOuterProducts, CLASSES_A_TILE, padTo, projectRows, ROWS_A_TILE } from './softmax-batch.ts';

/**
 * Products with a matrix X of features [samples, size] that is too large to square. A caller that has tensors can supply
 * its own, faster ones; whoever calls them may change what they return.
 */
export interface FeatureProducts {
  /** X W. @param weights [size, columns], row by row, not changed. @returns [samples, columns] */
  project(weights: Float64Array): Float64Array;
  /** X' E. @param errors [samples, columns], row by row, not changed. @returns [size, columns] */
  backproject(errors: Float64Array): Float64Array;
}

const ROWS_A_BLOCK = 64;

/** The products in float64, block by block of samples. */
export function plainProducts(features: Float32Array | Float64Array, count: number, size: number): FeatureProducts {
  const x = new Float64Array(ROWS_A_BLOCK * size);
  const forEachBlock = (visit: (from: number, rows: number, tiled: number) => void): void => {
    for (let from = 0; from < count; from += ROWS_A_BLOCK) {
      const rows = Math.min(ROWS_A_BLOCK, count - from);
      x.set(features.subarray(from * size, (from + rows) * size));
      x.fill(0, rows * size);
      visit(from, rows, padTo(rows, ROWS_A_TILE));
    }
  };
  return {
    project(weights) {
      const columns = weights.length / size;
      const padded = padTo(columns, CLASSES_A_TILE);
      const byColumn = new Float64Array(padded * size);
      for (let j = 0; j < size; j++) {
        for (let c = 0; c < columns; c++) byColumn[c * size + j] = weights[j * columns + c]!;
      }
      const none = new Float64Array(padded);
      const block = new Float64Array(ROWS_A_BLOCK * padded);
      const projected = new Float64Array(count * columns);
      forEachBlock((from, rows, tiled) => {
        projectRows(x, byColumn, none, block, tiled, size, padded);
        for (let row = 0; row < rows; row++) {
          projected.set(block.subarray(row * padded, row * padded + columns), (from + row) * columns);
        }
      });
      return projected;
    },
    backproject(errors) {
      const columns = errors.length / count;
      const padded = padTo(columns, CLASSES_A_TILE);
      const byColumn = new Float64Array(padded * size);
      const block = new Float64Array(ROWS_A_BLOCK * padded);
      forEachBlock((from, rows, tiled) => {
        block.fill(0);
        for (let row = 0; row < rows; row++) {
          block.set(errors.subarray((from + row) * columns, (from + row + 1) * columns), row * padded);
        }
        addOuterProducts(x, block, byColumn, undefined, 1, tiled, size, padded);
      });
      const backprojected = new Float64Array(size * columns);
      for (let j = 0; j < size; j++) {
        for (let c = 0; c < columns; c++) backprojected[j * columns + c] = byColumn[c * size + j]!;
      }
      return backprojected;
    },
  };
}
