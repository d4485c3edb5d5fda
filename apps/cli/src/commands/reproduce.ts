import type { Command } from 'commander';
import { addConfigOptions } from '../config/config-options.ts';
import { outputOf } from '../output.ts';
import type { ReproduceOptions } from '../reproduce/reproduce.ts';

export function registerReproduce(program: Command): void {
  const reproduce = addConfigOptions(
    program
      .command('reproduce')
      .description('Figures and tables of the paper: train what is missing, measure it, and report')
      .argument('[targets...]', 'fig3 fig4 fig5 fig6 fig9 table1 app1 ... app6 signatures ablations; all unless given'),
  );
  reproduce
    .option('--runs <folder>', 'where the runs are, and where missing ones are made; reproduction/runs unless given')
    .option('--out <folder>', 'where the report goes; reproduction unless given')
    .option('--scale <name>', 'paper (50 epochs, 4 seeds), laptop, small or tiny; the caption says which', 'paper')
    .option('--seeds <list>', 'such as 1..4; those of the scale unless given')
    .option('--jobs <count>', 'so many trainings at a time; one unless given')
    .option('--network <file>', 'of the features for the realism of dreams (safetensors)')
    .option('--no-train', 'report on the runs that are there')
    .option('--no-evaluate', 'measure nothing more on their checkpoints')
    .option('--evidence <folder>', 'a file for each run with what it left behind: kept, and read where the run is gone')
    .option('--markdown <name>', 'a page NAME.md with its figures beside it in --out, instead of index.html')
    .option('--dry-run', 'say what would be trained and measured and how long it takes, and make nothing')
    .addHelpText(
      'before',
      `Examples:
  oneiros reproduce fig4 table1 --data cifar10:DIR --dry-run
  oneiros reproduce fig5 --data cifar10:DIR --scale small
  oneiros reproduce --runs runs --no-train
  oneiros reproduce --runs runs --no-train --out docs --markdown results --evidence docs/results/runs
`,
    )
    .action(async (names: string[], options: ReproduceOptions, command: Command) => {
      const { reproduce: run } = await import('../reproduce/reproduce.ts');
      await run(names, options, outputOf(command));
    });
}
