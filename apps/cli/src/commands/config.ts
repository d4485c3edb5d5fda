import type { Command } from 'commander';
import { addConfigOptions, configLayers, type ConfigOptions } from '../config/config-options.ts';
import { outputOf } from '../output.ts';

export function registerConfig(program: Command): void {
  const config = program.command('config').description('What a run would be made of, and what it may be made of');
  addConfigOptions(config.command('show'))
    .description('Print every value of the configuration and where it was written')
    .addHelpText(
      'before',
      `Examples:
  oneiros config show
  oneiros config show --condition no-rem --set plasticity.learningRate=1e-4
  oneiros config show --preset demo --json
`,
    )
    .action(async (options: ConfigOptions, command: Command) => {
      const { showConfig } = await import('../config/show-config.ts');
      showConfig(await configLayers(options), outputOf(command));
    });
  config
    .command('conditions')
    .description('List what --condition takes, and what differs from PAD in each')
    .addHelpText('before', 'Examples:\n  oneiros config conditions\n')
    .action(async (_options: unknown, command: Command) => {
      const { listConditions } = await import('../config/list-conditions.ts');
      listConditions(outputOf(command));
    });
  config
    .command('schema')
    .description('Print the JSON Schema of a configuration file, for editors and for reading')
    .addHelpText('before', 'Examples:\n  oneiros config schema > oneiros.schema.json\n')
    .action(async () => {
      const { configJsonSchema } = await import('@oneiros/simulation');
      process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
    });
}
