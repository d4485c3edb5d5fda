import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solvePositiveDefinite } from './cholesky.ts';
import { NotFiniteError } from './errors.ts';
import { rowProducts } from './row-products.ts';
import { solveShifted } from './shifted-conjugate-gradients.ts';
import { drawNormals, largestDifference } from './test-data/normals.ts';

const transpose = (matrix: Float64Array, rows: number): Float64Array => {
  const columns = matrix.length / rows;
  return matrix.map((_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]!);
};

/** A = F F', one for all columns, and right sides. */
function drawSystem(size: number, columns: number, seed: number) {
  const factor = drawNormals(size * size, seed, 'factor');
  const matrix = rowProducts(factor, factor, size);
  const apply = (vectors: Float64Array): Float64Array => rowProducts(matrix, transpose(vectors, size), size);
  return { size, columns, matrix, apply, right: drawNormals(size * columns, seed, 'right') };
}

describe('conjugate gradients with shifts', () => {
  it('solve every shift of every column as Cholesky does, with one sequence', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }), fc.nat(99), (size, columns, seed) => {
        const { matrix, apply, right } = drawSystem(size, columns, seed);
        // The smallest comes in the middle; each column has shifts of its own.
        const shifts = [10, 0.5, 1, 1000].map((shift) =>
          Float64Array.from({ length: columns }, (_, c) => shift * (c + 1)),
        );
        const solved = solveShifted({ apply, right, columns, shifts, tolerance: 1e-12, maxIterations: 200 });
        // In exact arithmetic `size` products would do.
        expect(solved.iterations).toBeLessThanOrEqual(3 * size + 3);
        solved.solutions.forEach((solution, at) => {
          expect(solved.residuals[at]).toBeLessThanOrEqual(1e-12);
          for (let c = 0; c < columns; c++) {
            const sum = matrix.map((value, i) => value + (i % (size + 1) === 0 ? shifts[at]![c]! : 0));
            const exact = right.filter((_, i) => i % columns === c);
            solvePositiveDefinite(sum, exact, size);
            const column = solution.filter((_, i) => i % columns === c);
            expect(largestDifference(column, exact)).toBeLessThan(1e-9);
          }
        });
      }),
    );
  });

  it('stop at the limit and say how far they came', () => {
    const { apply, right, columns } = drawSystem(30, 1, 1);
    const shifts = [Float64Array.of(1e-3), Float64Array.of(1e6)];
    const { iterations, residuals } = solveShifted({
      apply,
      right,
      columns,
      shifts,
      tolerance: 1e-6,
      maxIterations: 5,
    });
    expect(iterations).toBe(5);
    expect(residuals[0]).toBeGreaterThan(1e-6);
    // Next to so large a shift the matrix is little: a few products are enough.
    expect(residuals[1]).toBeLessThanOrEqual(1e-6);
  });

  it('need no product for right sides of 0', () => {
    const { apply, columns } = drawSystem(4, 1, 1);
    const shifts = [Float64Array.of(1)];
    const right = new Float64Array(4);
    const solved = solveShifted({ apply, right, columns, shifts, tolerance: 1e-6, maxIterations: 5 });
    expect(solved).toEqual({ solutions: [right], residuals: [0], iterations: 0 });
  });

  it('say so where a product is not finite', () => {
    const { right, columns } = drawSystem(4, 1, 1);
    const apply = (vectors: Float64Array) => vectors.map(() => NaN);
    const options = { apply, right, columns, shifts: [Float64Array.of(1)], tolerance: 1e-6, maxIterations: 5 };
    expect(() => solveShifted(options)).toThrow(NotFiniteError);
  });
});
