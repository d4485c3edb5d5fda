import type { Command } from 'commander';
import type { CompareRunsOptions } from '../compare/compare.ts';
import { outputOf } from '../output.ts';

export function registerCompare(program: Command): void {
  program
    .command('compare')
    .description('Compare runs over their seeds, beside the published numbers')
    .argument('[run...]', 'run directories')
    .option('--runs <folder>', 'all runs of a folder, such as that of a sweep')
    .option('--metric <name>', 'readout, ridge, loss.NAME, or PROBE.PATH into the result of a probe', 'readout')
    .option('--at <epoch>', 'after which epoch; last: at the end of runs that are finished', 'last')
    .option('--smooth <count>', 'mean of so many measurements, the one at that epoch and those before it', '1')
    .option('--group <keys>', 'group by these keys alone, split by commas, instead of by everything but the seed')
    .option('--csv <file>', 'write the table as CSV too')
    .addHelpText(
      'before',
      `Examples:
  oneiros compare --runs sweeps/NAME
  oneiros compare runs/pad-1 runs/pad-2 runs/no-rem-1 --metric ridge --at 5
  oneiros compare --runs sweeps/NAME --smooth 3 --csv readout.csv
  oneiros compare --runs sweeps/NAME --metric robustness.series.0.accuracies.3
`,
    )
    .action(async (runs: string[], options: CompareRunsOptions, command: Command) => {
      const { compare } = await import('../compare/compare.ts');
      compare(runs, options, outputOf(command));
    });
}
