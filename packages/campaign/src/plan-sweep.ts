import { ConfigError, createWakeClock, resolveConfig, type RunConfig } from '@oneiros/simulation';
import { SweepInvalidError, type CellProblem } from './errors.ts';
import { taskIdOf } from './task-id.ts';

/** One axis of a grid: a key of the configuration such as `plasticity.learningRate`, or `preset`, and its values. */
export interface Axis {
  readonly key: string;
  readonly values: readonly unknown[];
}

/** The parts of a combination that bring whole layers along, and so have a place of their own among the others. */
export interface NamedLayers {
  readonly preset?: string;
  readonly condition?: string;
  /** The name or the file of one; a schedule that is written out is a value like any other. */
  readonly schedule?: string;
}

export interface SweepRequest {
  readonly grid: readonly Axis[];
  /** Seeds to run every combination with; that of the configuration alone unless given. */
  readonly seeds?: readonly number[];
  /**
   * What lies under the other values of a combination: partial configurations, the last on top, with the preset, the
   * condition and the schedule that the combination names where they belong.
   */
  layersOf(named: NamedLayers): readonly unknown[];
}

/** One run to do. */
export interface PlannedTask {
  /** Of the resolved configuration, wherever and in whatever order it is planned. */
  readonly id: string;
  /** What the grid and the seeds chose: dotted key -> value. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly config: RunConfig;
  /** Id of an earlier task of the plan, from whose brain at its end this run starts; a new brain unless given. */
  readonly from?: string;
}

/**
 * The cartesian product of axes and seeds, the seeds outermost: the first seed of everything comes before the second of
 * anything. Combinations that resolve to the same configuration are one task.
 *
 * @throws SweepInvalidError that names every combination which is no configuration
 */
export function planSweep({ grid, seeds, layersOf }: SweepRequest): { tasks: PlannedTask[]; duplicates: number } {
  const axes: readonly Axis[] = seeds === undefined ? grid : [{ key: 'seed', values: seeds }, ...grid];
  expectDistinct(axes);
  const tasks = new Map<string, PlannedTask>();
  const problems: CellProblem[] = [];
  const cells = product(axes);
  for (const cell of cells) {
    try {
      const config = resolveCell(cell, layersOf);
      const id = taskIdOf(config);
      const chosen = Object.entries(cell).filter(([key]) => key !== 'seed');
      if (!tasks.has(id))
        tasks.set(id, { id, overrides: { ...Object.fromEntries(chosen), seed: config.seed }, config });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push({ cell: cellName(cell), message: error.message });
    }
  }
  if (problems.length > 0) throw new SweepInvalidError(problems);
  return { tasks: [...tasks.values()], duplicates: cells.length - tasks.size };
}

type Cell = Readonly<Record<string, unknown>>;

function product(axes: readonly Axis[]): Cell[] {
  return axes.reduce<Cell[]>(
    (cells, { key, values }) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [key]: value }))),
    [{}],
  );
}

/** Wider keys first, so that `schedule.order` goes over `schedule` in whatever order the axes were written. */
function resolveCell({ preset, condition, ...others }: Cell, layersOf: SweepRequest['layersOf']): RunConfig {
  const { schedule, ...withoutSchedule } = others;
  const values = typeof schedule === 'string' ? withoutSchedule : others;
  const named = {
    ...(preset !== undefined && { preset: String(preset) }),
    ...(condition !== undefined && { condition: String(condition) }),
    ...(typeof schedule === 'string' && { schedule }),
  };
  const paths = Object.keys(values).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const config = resolveConfig(...layersOf(named), ...paths.map((path) => nested(path, values[path])));
  createWakeClock(config, 1); // refuses a schedule that never wakes for a length in epochs
  return config;
}

const nested = (path: string, value: unknown): unknown =>
  path.split('.').reduceRight((inner, key) => ({ [key]: inner }), value);

function expectDistinct(axes: readonly Axis[]): void {
  const keys = axes.map(({ key }) => key);
  const problems = axes.flatMap(({ key, values }, index): CellProblem[] => {
    if (keys.indexOf(key) !== index)
      return [{ cell: key, message: 'the key is given twice; write all its values once.' }];
    return values.length === 0 ? [{ cell: key, message: 'expected at least one value, got none.' }] : [];
  });
  if (problems.length > 0) throw new SweepInvalidError(problems);
}

const cellName = (cell: Cell): string =>
  Object.entries(cell)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ') || 'the only combination';
