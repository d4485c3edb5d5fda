import { Option, type Command } from 'commander';
import { parseAssignment } from './assignment.ts';
import { readConfigFile, readProjectFile } from './config-file.ts';
import type { ConfigLayer } from './config-layer.ts';
import { environmentLayers } from './environment.ts';
import { environmentSchedule, scheduleLayer } from './schedule-layer.ts';
import { presetFile, presetNames, type PresetName } from './presets.ts';
import { shorthands } from './shorthands.ts';

/** What commander makes of the options that describe a configuration. */
export interface ConfigOptions {
  readonly preset?: PresetName;
  readonly config?: string;
  /** A preset, a model, a file or a hypnogram. */
  readonly schedule?: string;
  readonly set?: readonly string[];
  readonly [shorthand: string]: unknown;
}

/** Gives a command the options that describe a configuration. */
export function addConfigOptions(command: Command): Command {
  command
    .addOption(
      new Option('--preset <name>', 'start from a configuration that comes with the program').choices(presetNames),
    )
    .option('--config <file>', 'start from a YAML file')
    .option('--schedule <name|file>', 'days and nights: a preset, a model, a schedule (.yaml) or a hypnogram');
  for (const { flags, description } of shorthands) command.option(flags, description);
  return command.option(
    '--set <key=value>',
    'any key of the configuration; may be repeated',
    (text: string, earlier: readonly string[] = []) => [...earlier, text],
  );
}

/** Layers from the weakest to the strongest: project file, environment, then flags: preset, file, schedule, short names, --set. */
export async function configLayers(options: ConfigOptions): Promise<ConfigLayer[]> {
  const project = await readProjectFile();
  return [...project, ...(await environmentSchedule()), ...environmentLayers(), ...(await flagLayers(options))];
}

/** The layers of flags alone. */
export async function flagLayers(options: ConfigOptions): Promise<ConfigLayer[]> {
  const layers: ConfigLayer[] = [];
  if (options.preset !== undefined) {
    layers.push(await readConfigFile(presetFile(options.preset), `--preset ${options.preset}`));
  }
  if (options.config !== undefined) layers.push(await readConfigFile(options.config));
  if (options.schedule !== undefined) layers.push(await scheduleLayer(options.schedule, '--schedule'));
  for (const { option, read } of shorthands) {
    const text = options[option];
    if (typeof text === 'string') layers.push({ origin: `--${option}`, values: read(text) });
  }
  return [...layers, ...(options.set ?? []).map((text) => parseAssignment(text))];
}
