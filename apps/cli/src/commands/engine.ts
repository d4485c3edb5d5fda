import { Argument, Option, type Command } from 'commander';
import type { AddOptions } from '../engine/add-engine.ts';
import { outputOf } from '../output.ts';

const engines = ['onednn', 'tensorflow'] as const;
type EngineName = (typeof engines)[number];

/** `oneiros engine list | add | remove`. */
export function registerEngine(program: Command): void {
  const engine = program
    .command('engine')
    .description('Back ends that are no part of the installation: what there is, add one, remove it')
    .addHelpText(
      'before',
      `Examples:
  oneiros engine list
  oneiros engine add onednn
  oneiros engine add tensorflow --dry-run
  oneiros engine add tensorflow
  oneiros engine remove tensorflow
`,
    )
    .addHelpText(
      'after',
      '\nEngines lie in ~/.cache/oneiros/engines; ONEIROS_CACHE or XDG_CACHE_HOME name another cache.',
    );

  engine
    .command('list')
    .description('Print every back end, whether it loads, and where an added one lies')
    .action(async (_options: object, command: Command) => {
      const { listEngines } = await import('../engine/list-engines.ts');
      await listEngines(outputOf(command));
    });

  engine
    .command('add')
    .description(
      "Add TensorFlow's library as a back end, or oneDNN 3 to the native one: fetched, checked, compiled, tried",
    )
    .addArgument(new Argument('<name>', 'engine').choices(engines))
    .option('--gpu', 'tensorflow for NVIDIA GPUs; untested: no GPU was at hand')
    .option('--dry-run', 'print the plan and do nothing')
    .addOption(
      new Option(
        '--source <source>',
        "of tensorflow: tfjs-node's own installer, or its binding compiled over TensorFlow from PyPI; auto unless given",
      ).choices(['auto', 'installer', 'pypi']),
    )
    .action(async (name: EngineName, options: AddOptions, command: Command) => {
      const { addEngine } = await import('../engine/add-engine.ts');
      await addEngine(name, options, outputOf(command));
    });

  engine
    .command('remove')
    .description('Remove an added engine and what an interrupted addition left')
    .addArgument(new Argument('<name>', 'engine').choices(engines))
    .action(async (name: EngineName, _options: object, command: Command) => {
      const { removeEngine } = await import('../engine/remove-engine.ts');
      await removeEngine(name, outputOf(command));
    });
}
