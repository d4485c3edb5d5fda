import type { Command } from 'commander';
import { addConfigOptions } from '../config/config-options.ts';
import type { NightsOptions } from '../nights/nights.ts';
import { outputOf } from '../output.ts';

export function registerNights(program: Command): void {
  addConfigOptions(
    program
      .command('nights')
      .description('What real nights do to learning: train what is missing of a declared plan, and report')
      .argument('[parts...]', 'conducted equal-updates rem-deprivation; all unless given'),
  )
    .option('--hypnogram <file>', 'the recorded night that conducts learning: any hypnogram or schedule that has days')
    .option('--images-a-day <count>', 'images seen while awake, a day on average', '5120')
    .option('--nights <count>', 'nights of REM deprivation; as many follow to recover', '3')
    .option('--seeds <list>', 'such as 1..3', '1..3')
    .option('--runs <folder>', 'where the runs are, and where missing ones are made', 'nights/runs')
    .option('--out <folder>', 'where the report goes', 'nights')
    .option('--jobs <count>', 'so many trainings at a time; one unless given')
    .option('--retry', 'try again what diverged or failed earlier')
    .option('--no-train', 'report on the runs that are there')
    .option('--markdown <name>', 'a page NAME.md with its figures beside it in --out, instead of index.html')
    .option('--dry-run', 'say what would be trained and how long it takes, and make nothing')
    .addHelpText(
      'before',
      `Examples:
  oneiros nights --data cifar10:DIR --hypnogram night.edf --dry-run
  oneiros nights --data cifar10:DIR --hypnogram night.edf --days 5 --threads 2
  oneiros nights equal-updates --data cifar10:DIR --seeds 1..3 --images-a-day 2560
  oneiros nights --no-train --out docs --markdown nights
`,
    )
    .action(async (parts: string[], options: NightsOptions, command: Command) => {
      const { nights } = await import('../nights/nights.ts');
      await nights(parts, options, outputOf(command));
    });
}
