import { NotFiniteError } from './errors.ts';

export interface ShiftedSystems {
  /** The product of each column with its symmetric positive semidefinite matrix. @param vectors [size, columns] */
  readonly apply: (vectors: Float64Array) => Float64Array;
  /** [size, columns], one right side a column, row by row. */
  readonly right: Float64Array;
  readonly columns: number;
  /** For each system, [columns] of what is added to the diagonal, > 0. */
  readonly shifts: readonly Float64Array[];
  /** A system has converged where its residual is at most this share of its right side. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

export interface ShiftedSolutions {
  /** [size, columns] for each shift. */
  readonly solutions: readonly Float64Array[];
  /** For each shift, the largest residual of a column as a share of its right side, by the recurrence. */
  readonly residuals: readonly number[];
  /** Products with the matrix that it took. */
  readonly iterations: number;
}

/** One shift, solved along: its vectors are those of the smallest shift, scaled by zeta, so that they need no product. */
interface ShiftedSystem {
  /** [columns], above the smallest shift. */
  readonly above: Float64Array;
  readonly solution: Float64Array;
  readonly direction: Float64Array;
  readonly zeta: Float64Array;
  readonly zetaBefore: Float64Array;
  readonly residual: Float64Array;
}

/**
 * Solves (A + shift I) x = b for many shifts with one Krylov sequence a right side. Stops where every residual is at most
 * `tolerance` of its right side, or after `maxIterations` products, and says how far it came.
 * @throws NotFiniteError where a product is not finite.
 * @source Jegerlehner 1996, hep-lat/9612014 (CG-M), on Hestenes & Stiefel 1952
 */
export function solveShifted(options: ShiftedSystems): ShiftedSolutions {
  const { apply, right, columns, shifts, tolerance, maxIterations } = options;
  const smallest = Float64Array.from({ length: columns }, (_, c) => Math.min(...shifts.map((shift) => shift[c]!)));
  const start = dotColumns(right, right, columns);
  const systems = shifts.map((shift): ShiftedSystem => {
    const ones = (): Float64Array => new Float64Array(columns).fill(1);
    return {
      above: shift.map((value, c) => value - smallest[c]!),
      solution: new Float64Array(right.length),
      direction: right.slice(),
      zeta: ones(),
      zetaBefore: ones(),
      residual: start.map((square) => (square === 0 ? 0 : 1)),
    };
  });
  const isOpen = (c: number): boolean => systems.some(({ residual }) => residual[c]! > tolerance);

  const residual = right.slice();
  const direction = right.slice();
  let square = start;
  let alphaBefore = new Float64Array(columns).fill(1);
  let betaBefore = new Float64Array(columns);
  let open = Array.from({ length: columns }, (_, c) => isOpen(c));
  let iterations = 0;
  for (; open.includes(true) && iterations < maxIterations; iterations++) {
    const image = apply(direction);
    for (let i = 0; i < image.length; i++) image[i]! += smallest[i % columns]! * direction[i]!;
    const curvature = dotColumns(direction, image, columns);
    if (!curvature.every(Number.isFinite)) throw new NotFiniteError('a product with the features');
    const alpha = curvature.map((value, c) => (open[c] && value > 0 ? square[c]! / value : 0));
    addScaled(
      residual,
      image,
      alpha.map((value) => -value),
      columns,
    );
    const next = dotColumns(residual, residual, columns);
    const beta = next.map((value, c) => (alpha[c] === 0 ? 0 : value / square[c]!));
    for (const system of systems) {
      advance(system, { alpha, beta, alphaBefore, betaBefore }, residual, next, start, tolerance);
    }
    // A column that went no step (closed, or without curvature for rounding) goes none from now on.
    open = open.map((was, c) => was && alpha[c] !== 0 && isOpen(c));
    for (let i = 0; i < direction.length; i++) direction[i] = residual[i]! + beta[i % columns]! * direction[i]!;
    [square, alphaBefore, betaBefore] = [next, alpha, beta];
  }
  return {
    solutions: systems.map(({ solution }) => solution),
    residuals: systems.map((system) => Math.max(...system.residual)),
    iterations,
  };
}

interface Steps {
  readonly alpha: Float64Array;
  readonly beta: Float64Array;
  readonly alphaBefore: Float64Array;
  readonly betaBefore: Float64Array;
}

/** Carries one shift along; columns that have converged stay as they are. */
function advance(
  system: ShiftedSystem,
  { alpha, beta, alphaBefore, betaBefore }: Steps,
  residual: Float64Array,
  square: Float64Array,
  start: Float64Array,
  tolerance: number,
): void {
  const { above, solution, direction, zeta, zetaBefore } = system;
  const columns = above.length;
  const step = new Float64Array(columns);
  const fromResidual = new Float64Array(columns);
  const fromDirection = new Float64Array(columns).fill(1);
  let moves = false;
  for (let c = 0; c < columns; c++) {
    if (alpha[c] === 0 || system.residual[c]! <= tolerance) continue;
    const [z, before] = [zeta[c]!, zetaBefore[c]!];
    const next =
      (z * before * alphaBefore[c]!) /
      (alpha[c]! * betaBefore[c]! * (before - z) + before * alphaBefore[c]! * (1 + above[c]! * alpha[c]!));
    step[c] = (alpha[c]! * next) / z;
    fromResidual[c] = next;
    fromDirection[c] = beta[c]! * (next / z) ** 2;
    zetaBefore[c] = z;
    zeta[c] = next;
    system.residual[c] = Math.abs(next) * Math.sqrt(square[c]! / start[c]!);
    moves = true;
  }
  if (!moves) return;
  addScaled(solution, direction, step, columns);
  for (let i = 0; i < direction.length; i++) {
    direction[i] = fromResidual[i % columns]! * residual[i]! + fromDirection[i % columns]! * direction[i]!;
  }
}

/** a += scale b, one scale a column. */
function addScaled(a: Float64Array, b: Float64Array, scale: Float64Array, columns: number): void {
  for (let row = 0; row < a.length; row += columns) {
    for (let c = 0; c < columns; c++) a[row + c]! += scale[c]! * b[row + c]!;
  }
}

function dotColumns(a: Float64Array, b: Float64Array, columns: number): Float64Array {
  const dots = new Float64Array(columns);
  for (let row = 0; row < a.length; row += columns) {
    for (let c = 0; c < columns; c++) dots[c]! += a[row + c]! * b[row + c]!;
  }
  return dots;
}
