import { planSweep, type Axis, type NamedLayers, type PlannedTask } from '@oneiros/campaign';
import { parseAssignment } from '../config/assignment.ts';
import { configLayers, type ConfigOptions } from '../config/config-options.ts';
import { leaves } from '../config/resolve-layers.ts';
import { shorthands } from '../config/shorthands.ts';
import { presetNames, type PresetName } from '../config/presets.ts';
import { UsageError } from '../errors.ts';
import { parseAxis, parseSeeds } from './grid-text.ts';

/** What says which runs a sweep consists of. */
export interface GridOptions extends ConfigOptions {
  /** Axes, each `key=v1,v2`. */
  readonly grid?: readonly string[];
  /** Such as `1..4`. */
  readonly seeds?: string;
}

/**
 * The tasks that the flags ask for. Every combination is what `oneiros run` would make of the same flags with the
 * combination's `--preset`, `--condition` and `--set` among them.
 *
 * @throws UsageError, SweepInvalidError
 */
export async function requestedTasks(options: GridOptions): Promise<{ tasks: PlannedTask[]; duplicates: number }> {
  const grid = (options.grid ?? []).map(parseAxis);
  const seeds = options.seeds === undefined ? undefined : parseSeeds(options.seeds);
  expectPresets(grid);
  expectOnce(options, [...grid.map(({ key }) => key), ...(seeds === undefined ? [] : ['seed'])]);
  const layers = await layersByName(options, grid);
  return planSweep({
    grid,
    ...(seeds && { seeds }),
    layersOf: (named) => layers.get(JSON.stringify(named))!,
  });
}

/** The layers of the flags with each preset, condition and schedule that the grid names in their place. */
async function layersByName(options: GridOptions, grid: readonly Axis[]): Promise<Map<string, readonly unknown[]>> {
  const valuesOf = (key: string): unknown[] => [...(grid.find((axis) => axis.key === key)?.values ?? [undefined])];
  const layers = new Map<string, readonly unknown[]>();
  for (const preset of valuesOf('preset')) {
    for (const condition of valuesOf('condition')) {
      for (const schedule of valuesOf('schedule')) {
        const named: NamedLayers = {
          ...(preset !== undefined && { preset: String(preset) }),
          ...(condition !== undefined && { condition: String(condition) }),
          ...(typeof schedule === 'string' && { schedule }),
        };
        const flags = await configLayers({ ...options, ...named } as ConfigOptions);
        layers.set(
          JSON.stringify(named),
          flags.map(({ values }) => values),
        );
      }
    }
  }
  return layers;
}

function expectPresets(grid: readonly Axis[]): void {
  for (const preset of grid.find(({ key }) => key === 'preset')?.values ?? []) {
    if (!presetNames.includes(preset as PresetName)) {
      throw new UsageError(
        `Expected presets in --grid preset=, ${`${presetNames.slice(0, -1).join(', ')} or ${presetNames.at(-1)}`}, got ${String(preset)}.`,
      );
    }
  }
}

/** A value that the grid would silently replace was hardly meant. */
function expectOnce(options: GridOptions, keys: readonly string[]): void {
  const given = [
    ...(options.preset === undefined ? [] : [{ flag: '--preset', keys: ['preset'] }]),
    ...(options.schedule === undefined ? [] : [{ flag: '--schedule', keys: ['schedule'] }]),
    ...shorthands.flatMap(({ option, read }) => {
      const text = options[option];
      return typeof text === 'string' ? [{ flag: `--${option}`, keys: leaves(read(text)) }] : [];
    }),
    ...(options.set ?? [])
      .map((text) => parseAssignment(text))
      .map(({ origin, values }) => ({ flag: origin, keys: leaves(values) })),
  ];
  for (const { flag, keys: own } of given) {
    const twice = own.find((key) => keys.includes(key));
    if (twice === undefined) continue;
    throw new UsageError(`${twice} is given by ${flag}, and varied by --grid or --seeds. Leave one of them out.`);
  }
}
