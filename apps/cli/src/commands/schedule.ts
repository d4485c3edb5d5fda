import type { Command } from 'commander';
import { outputOf } from '../output.ts';
import type { PreviewOptions } from '../schedule/preview.ts';
import type { ShowOptions } from '../schedule/show.ts';
import { integerFrom } from './number-arguments.ts';
import { registerHypnogramCommands } from './schedule-hypnograms.ts';

export function registerSchedule(program: Command): void {
  const schedule = program
    .command('schedule')
    .description('When the brain wakes and sleeps: presets, sleep models, hypnograms')
    .addHelpText(
      'before',
      `Examples:
  oneiros schedule list                                  presets, models and manipulations
  oneiros schedule preview adult --svg adult.svg         a night with both levels
  oneiros schedule import night.edf -o night.yaml        a scored night becomes a schedule
  oneiros run --schedule night.yaml                      live it
`,
    );
  schedule
    .command('list')
    .description('List presets, sleep models and manipulations, and what in them is arranged or stands in')
    .addHelpText('before', 'Examples:\n  oneiros schedule list\n  oneiros schedule list --json\n')
    .action(async (_options: unknown, command: Command) => {
      const { listSchedules } = await import('../schedule/list.ts');
      listSchedules(outputOf(command));
    });
  schedule
    .command('show')
    .description('Parameters, units, defaults and sources of a preset, a model or a manipulation')
    .argument('<name>', 'as `oneiros schedule list` names it')
    .option('--manipulation', 'of a preset and a manipulation of one name, the manipulation alone')
    .option('-o, --output <file>', 'write a schedule that uses it, to start from')
    .addHelpText(
      'before',
      `Examples:
  oneiros schedule show adult
  oneiros schedule show gleit-booth
  oneiros schedule show rem-deprivation --manipulation -o deprived.yaml
`,
    )
    .action(async (name: string, options: ShowOptions, command: Command) => {
      const { showSchedule } = await import('../schedule/show.ts');
      await showSchedule(name, options, outputOf(command));
    });
  registerPreview(schedule);
  schedule
    .command('validate')
    .description('Tell every problem of a schedule file with its line and column')
    .argument('<file>', 'schedule in YAML')
    .addHelpText('before', 'Examples:\n  oneiros schedule validate my-nights.yaml\n')
    .action(async (file: string, _options: unknown, command: Command) => {
      const { validateSchedule } = await import('../schedule/validate.ts');
      await validateSchedule(file, outputOf(command));
    });
  schedule
    .command('schema')
    .description('Print the JSON Schema of a schedule file, for editors and for reading')
    .addHelpText('before', 'Examples:\n  oneiros schedule schema > oneiros-schedule.schema.json\n')
    .action(async () => {
      const { scheduleSchemaText } = await import('../schedule/schedule-file.ts');
      process.stdout.write(scheduleSchemaText());
    });
  registerHypnogramCommands(schedule);
}

function registerPreview(schedule: Command): void {
  schedule
    .command('preview')
    .description('Draw the hypnogram and the levels of acetylcholine and noradrenaline')
    .argument('[schedule]', 'a preset, a model, a schedule (.yaml) or a hypnogram', 'pad-original')
    .option('--days <n>', 'so many whole days (default: the first night)', integerFrom(1))
    .option('--svg <file>', 'draw it as SVG too')
    .option('--from <tick>', 'first tick to draw, of `pad-original` and `nights` (default: 0)', integerFrom(0))
    .option('--ticks <n>', 'how many to draw (default: eight cycles, or a day with its night)', integerFrom(1))
    .option('--columns <n>', 'width of the drawing (default: of the terminal, or 80)', integerFrom(32))
    .option('--ascii', 'draw without Unicode blocks and dots')
    .addHelpText(
      'before',
      `Examples:
  oneiros schedule preview                              the paper's schedule: Wake, NREM, REM
  oneiros schedule preview adult --svg adult.svg        the night of a preset, in the terminal and as SVG
  oneiros schedule preview gleit-booth --days 2         two days of a sleep model
  oneiros schedule preview nights --from 231            ticks of a simple night, without its day
  oneiros schedule preview night.edf                    a scored night, as \`run --schedule\` would live it
  oneiros schedule preview my-nights.yaml --json        a schedule of yours, for machines
`,
    )
    .action(async (target: string, options: PreviewOptions, command: Command) => {
      const { previewSchedule } = await import('../schedule/preview.ts');
      await previewSchedule(target, options, outputOf(command));
    });
}
