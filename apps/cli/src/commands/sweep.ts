import type { Command } from 'commander';
import { addConfigOptions } from '../config/config-options.ts';
import { UsageError } from '../errors.ts';
import { outputOf } from '../output.ts';
import type { RunPlanOptions } from '../sweep/run-plan.ts';
import type { SweepOptions } from '../sweep/start.ts';
import type { TaskOptions } from '../sweep/task.ts';

const jobsOption = ['--jobs <count>', 'so many tasks at a time, which share the processors; one unless given'] as const;
const retryOption = ['--retry', 'try again what diverged or failed earlier'] as const;

export function registerSweep(program: Command): void {
  const sweep = addConfigOptions(
    program
      .command('sweep')
      .description('Plan many runs and do them: every combination of a grid, with every seed')
      .option('--grid <axes...>', 'KEY=VALUE,VALUE: any key of the configuration, condition or preset; may be repeated')
      .option('--seeds <list>', 'such as 1..4 or 1,3,7; the seed of the configuration alone unless given'),
  );
  sweep
    .option('--out <folder>', 'folder of the plan and its runs; sweeps/NAME unless given')
    .option(...jobsOption)
    .option(...retryOption)
    .option('--extend', 'add the combinations that the plan in the folder has not')
    .option('--plan-only', 'write the plan and run nothing')
    .option('--dry-run', 'say what the runs would be and take, and make nothing')
    .addHelpText(
      'before',
      `Examples:
  oneiros sweep --grid condition=pad,no-rem --seeds 1..4 --jobs 2
  oneiros sweep --preset tiny --grid plasticity.learningRate=1e-4,2e-4 --out sweeps/rates
  oneiros sweep --data cifar10:DIR --epochs 10 --grid condition=pad,wake-only --dry-run
  oneiros sweep run sweeps/NAME --jobs 2
  oneiros sweep status sweeps/NAME
  oneiros sweep task sweeps/NAME 3
`,
    )
    .action(async (options: SweepOptions, command: Command) => {
      const { startSweep } = await import('../sweep/start.ts');
      await startSweep(options, outputOf(command));
    });
  registerRunPlan(sweep);
  registerStatus(sweep);
  registerTask(sweep);
  for (const command of sweep.commands) {
    command.configureHelp({ showGlobalOptions: true, visibleGlobalOptions: () => [...program.options] });
  }
}

function registerRunPlan(sweep: Command): void {
  sweep
    .command('run')
    .description('Do what is not done of a plan that exists')
    .argument('<plan>', 'folder of a sweep, or its plan.json')
    .option(...jobsOption)
    .option(...retryOption)
    .addHelpText(
      'before',
      'Examples:\n  oneiros sweep run sweeps/NAME\n  oneiros sweep run sweeps/NAME --jobs 2 --retry\n',
    )
    .action(async (plan: string, _options: RunPlanOptions, command: Command) => {
      const options = ownOptions<RunPlanOptions>(command);
      const { runPlanAt } = await import('../sweep/run-plan.ts');
      await runPlanAt(plan, options, outputOf(command));
    });
}

function registerStatus(sweep: Command): void {
  sweep
    .command('status')
    .description('Tell how every task of a plan stands, from files alone')
    .argument('<plan>', 'folder of a sweep, or its plan.json')
    .addHelpText('before', 'Examples:\n  oneiros sweep status sweeps/NAME\n  oneiros sweep status sweeps/NAME --json\n')
    .action(async (plan: string, _options: object, command: Command) => {
      ownOptions<object>(command);
      const { printStatus } = await import('../sweep/status.ts');
      printStatus(plan, outputOf(command));
    });
}

function registerTask(sweep: Command): void {
  sweep
    .command('task')
    .description('Do one task of a plan, as far as it is not done: what a batch system starts')
    .argument('<plan>', 'folder of a sweep, or its plan.json')
    .argument('<index>', 'which task, from 0')
    .option('--threads <count>', 'threads of the back end, where the plan does not say')
    .option(...retryOption)
    .addHelpText(
      'before',
      'Examples:\n  oneiros sweep task sweeps/NAME 0\n  oneiros sweep task sweeps/NAME/plan.json 3 --threads 8\n',
    )
    .action(async (plan: string, index: string, _options: TaskOptions, command: Command) => {
      const options = ownOptions<TaskOptions>(command);
      const { doTask } = await import('../sweep/task.ts');
      await doTask(plan, index, options, outputOf(command));
    });
}

/**
 * The options of a subcommand. Commander gives those that `sweep` has too to `sweep`, wherever they stand.
 * @throws UsageError for those that only planning takes: a plan that exists is not changed by them
 */
function ownOptions<Options>(command: Command): Options {
  const given = { ...command.parent!.opts<Record<string, unknown>>(), ...command.opts<Record<string, unknown>>() };
  const own = command.options.map((option) => option.attributeName());
  const foreign = Object.keys(given).find((name) => !own.includes(name));
  if (foreign === undefined) return given as Options;
  const flag = command.parent!.options.find((option) => option.attributeName() === foreign)!.long;
  throw new UsageError(
    `${flag} belongs to planning: oneiros sweep takes it, oneiros sweep ${command.name()} does not.`,
  );
}
