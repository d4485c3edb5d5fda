import { Argument, Option, type Command } from 'commander';
import { outputOf } from '../output.ts';

interface AddOptions {
  readonly gpu?: boolean;
  readonly dryRun?: boolean;
  readonly source: 'auto' | 'installer' | 'pypi';
}

/** `oneiros engine list | add | remove`. */
export function registerEngine(program: Command): void {
  const engine = program
    .command('engine')
    .description('Back ends that are no part of the installation: what there is, add one, remove it')
    .addHelpText(
      'before',
      `Examples:
  oneiros engine list
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
    .description("Add TensorFlow's library as a back end: fetched, checked, compiled and tried before it is there")
    .addArgument(new Argument('<name>', 'engine').choices(['tensorflow']))
    .option('--gpu', 'for NVIDIA GPUs; untested: no GPU was at hand')
    .option('--dry-run', 'print the plan and do nothing')
    .addOption(
      new Option('--source <source>', "tfjs-node's own installer, or its binding compiled over TensorFlow from PyPI")
        .choices(['auto', 'installer', 'pypi'])
        .default('auto'),
    )
    .action(async (_name: string, options: AddOptions, command: Command) => {
      const { addTensorflow } = await import('../engine/add-tensorflow.ts');
      await addTensorflow(
        { gpu: options.gpu ?? false, source: options.source },
        options.dryRun ?? false,
        outputOf(command),
      );
    });

  engine
    .command('remove')
    .description('Remove an added back end and what an interrupted addition left')
    .addArgument(new Argument('<name>', 'engine').choices(['tensorflow']))
    .action(async (_name: string, _options: object, command: Command) => {
      const { removeEngine } = await import('../engine/remove-engine.ts');
      await removeEngine(outputOf(command));
    });
}
