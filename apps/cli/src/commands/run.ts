import type { Command } from 'commander';
import { addConfigOptions } from '../config/config-options.ts';
import { outputOf } from '../output.ts';
import type { RunOptions } from '../night/start.ts';

export function registerRun(program: Command): void {
  addConfigOptions(program.command('run'))
    .description('Live through days and nights: a new run in a directory of its own')
    .option('--out <folder>', 'run directory; runs/NAME-CONDITION-SEED unless given, never one that exists')
    .option('--from <run[@tick]>', "start from another run's brain, with its configuration and what the flags change")
    .option('--dry-run', 'say what the run would be and take, and make nothing')
    .addHelpText(
      'before',
      `Examples:
  oneiros run --preset demo
  oneiros run --data cifar10:DIR --epochs 3
  oneiros run --schedule adult --data cifar10:DIR
  oneiros run --condition no-rem --seed 7 --out runs/no-rem-7
  oneiros run --config night.yaml --set plasticity.learningRate=1e-4 --dry-run
  oneiros run --from runs/NAME@3000 --set objectives.adversarial=0
`,
    )
    .action(async (options: RunOptions, command: Command) => {
      const { startRun } = await import('../night/start.ts');
      await startRun(options, outputOf(command));
    });
}
