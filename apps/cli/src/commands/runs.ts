import type { Command } from 'commander';
import { outputOf } from '../output.ts';

export function registerRuns(program: Command): void {
  program
    .command('runs')
    .description('List the runs of a folder and how they stand')
    .argument('[folder]', 'folder that holds run directories', 'runs')
    .addHelpText('before', 'Examples:\n  oneiros runs\n  oneiros runs --json\n')
    .action(async (folder: string, _options: object, command: Command) => {
      const { printRuns } = await import('../night/list-runs.ts');
      printRuns(folder, outputOf(command));
    });
}
