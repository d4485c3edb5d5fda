import { Command, Option } from 'commander';
import { registerCompare } from './commands/compare.ts';
import { registerCompletion } from './commands/completion.ts';
import { registerConfig } from './commands/config.ts';
import { registerData } from './commands/data.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerDreams } from './commands/dreams.ts';
import { registerEngine } from './commands/engine.ts';
import { registerEvaluate } from './commands/evaluate.ts';
import { registerReproduce } from './commands/reproduce.ts';
import { registerResume } from './commands/resume.ts';
import { registerRun } from './commands/run.ts';
import { registerRuns } from './commands/runs.ts';
import { registerSchedule } from './commands/schedule.ts';
import { registerSweep } from './commands/sweep.ts';
import { registerView } from './commands/view.ts';
import { version } from './version.ts';

const examples = `Examples:
  oneiros run --preset demo                        a small night on the embedded scenes
  oneiros run --data cifar10:DIR --epochs 3        three epochs of CIFAR-10
  oneiros run --condition no-rem --seed 7          the same without REM
  oneiros run --set plasticity.learningRate=1e-4   any key of the configuration
  oneiros resume runs/NAME                         go on where a run stopped
  oneiros view                                     runs in the browser, live ones too
  oneiros dreams runs/NAME                         pictures of what it dreams
  oneiros evaluate runs/NAME                       what its brains can tell, and how robustly
  oneiros doctor                                   what this machine can do
`;

/**
 * The whole command line. Only names, options and texts are made here: whatever weighs something (tfjs, the engine, the
 * schema) is imported inside an action, so that help answers at once.
 */
export function createProgram(options: { completionCommand?: boolean } = {}): Command {
  const program: Command = new Command('oneiros')
    .description('Simulates how a brain learns while awake and asleep, by perturbed and adversarial dreaming.')
    .usage('COMMAND [options]')
    .version(version, '-V, --version', 'print the version')
    .option('-q, --quiet', 'no remarks and no progress, only results and errors')
    .option('-v, --verbose', 'more remarks; errors with their stack')
    .option('--json', 'print results as JSON on stdout, one object a line')
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']).default('auto'))
    .addHelpText('beforeAll', (context) => (context.command === program ? `${examples}` : ''))
    .addHelpText(
      'after',
      '\nExit codes: 0 ok, 1 failed, 2 usage or configuration, 3 some runs of a sweep failed, 4 diverged, 75 resume me.',
    )
    .helpCommand('help [command]', 'what a command does and takes')
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true });
  const commands = [
    registerRun,
    registerResume,
    registerRuns,
    registerView,
    registerSweep,
    registerCompare,
    registerDreams,
    registerEvaluate,
    registerReproduce,
    registerConfig,
    registerSchedule,
    registerData,
    registerDoctor,
    registerEngine,
  ];
  commands.forEach((register) => register(program));
  if (options.completionCommand ?? true) registerCompletion(program);
  for (const command of withSubcommands(program)) {
    command
      .exitOverride()
      .configureOutput({ outputError: () => {} })
      .showSuggestionAfterError();
  }
  return program;
}

function* withSubcommands(command: Command): Generator<Command> {
  yield command;
  for (const child of command.commands) yield* withSubcommands(child);
}
