import { InvalidArgumentError, Option, type Command } from 'commander';
import { outputOf } from '../output.ts';
import type { ExportOptions } from '../schedule/export.ts';
import type { ImportCommandOptions } from '../schedule/import.ts';
import type { DayChoice } from '../schedule/target-hypnogram.ts';
import { integerFrom, numberFrom } from './number-arguments.ts';

/** Stages that a code may be told to mean; the conductor's, written here so that help need not load it. */
const stages = ['WAKE', 'N1', 'N2', 'N3', 'REM', 'NREM', 'ART', 'UNS'] as const;
type Stage = (typeof stages)[number];

const exportFormats = ['bids', 'yasa-csv', 'edf', 'json'] as const;

/** Adds one `CODE=STAGE` to those before it. @throws InvalidArgumentError */
function addMapping(text: string, earlier: Readonly<Record<string, Stage>> = {}): Record<string, Stage> {
  const equals = text.lastIndexOf('=');
  const stage = stages.find((known) => known === text.slice(equals + 1).toUpperCase());
  if (equals < 1 || stage === undefined) {
    throw new InvalidArgumentError(`Expected CODE=STAGE with a stage among ${stages.join(', ')}.`);
  }
  return { ...earlier, [text.slice(0, equals)]: stage };
}

const targetText = 'a hypnogram, or a preset, a model or a schedule (.yaml), of which a night is taken';

/** The commands that read and write scored nights. */
export function registerHypnogramCommands(schedule: Command): void {
  registerImport(schedule);
  schedule
    .command('export')
    .description('Write a night for other tools')
    .argument('<schedule>', targetText)
    .addOption(
      new Option('--to <format>', 'bids: events; edf: EDF+ annotations').choices(exportFormats).makeOptionMandatory(),
    )
    .requiredOption('-o, --output <file>', 'where to write it')
    .option('--day <n>', 'which day of a schedule, from 0', integerFrom(0))
    .option('--whole-day', 'the day too, not its night alone')
    .addHelpText(
      'before',
      `Examples:
  oneiros schedule export adult --to edf -o adult.edf
  oneiros schedule export my-nights.yaml --day 2 --to yasa-csv -o third-night.csv
  oneiros schedule export night.edf --to bids -o sub-01_task-sleep_events.tsv
`,
    )
    .action(async (target: string, options: ExportOptions, command: Command) => {
      const { exportNight } = await import('../schedule/export.ts');
      await exportNight(target, options, outputOf(command));
    });
  schedule
    .command('stats')
    .description('Statistics of a night under YASA’s names, with both REM latencies')
    .argument('<schedule>', targetText)
    .option('--day <n>', 'which day of a schedule, from 0', integerFrom(0))
    .option('--whole-day', 'the day too, not its night alone')
    .addHelpText(
      'before',
      `Examples:
  oneiros schedule stats night.edf
  oneiros schedule stats adult --json
  oneiros schedule stats gleit-booth --day 3
`,
    )
    .action(async (target: string, options: DayChoice, command: Command) => {
      const { printStatistics } = await import('../schedule/stats.ts');
      await printStatistics(target, options, outputOf(command));
    });
  schedule
    .command('compare')
    .description('Two nights epoch by epoch: kappa, agreement, transition matrices, REM latency')
    .argument('<a>', targetText)
    .argument('<b>', 'the same; the confusion matrix has its stages across')
    .option('--day <n>', 'which day of schedules, from 0', integerFrom(0))
    .addHelpText(
      'before',
      `Examples:
  oneiros schedule compare first-scorer.csv second-scorer.csv
  oneiros schedule compare night.edf gleit-booth
  oneiros schedule compare adult elderly --json
`,
    )
    .action(async (a: string, b: string, options: DayChoice, command: Command) => {
      const { compareNights } = await import('../schedule/compare-nights.ts');
      await compareNights(a, b, options, outputOf(command));
    });
}

function registerImport(schedule: Command): void {
  schedule
    .command('import')
    .description('Read a scored night, show how its codes were understood, and write a schedule that lives it')
    .argument(
      '<hypnogram>',
      'EDF+, BDF+, YASA, BIDS, Visbrain, Elan, NSRR or Profusion XML, ISRUC, csv, mouse scorings',
    )
    .option('--map <code=stage>', `what a code means (${stages.join(', ')}); may be repeated`, addMapping)
    .option('--format <name>', 'read it as this format (default: by its content)')
    .option(
      '--epoch-seconds <s>',
      'length of an epoch, where the file does not say it',
      numberFrom(0, { isExclusive: true }),
    )
    .option('--subject <name>', 'which subject of a file with several (default: the first)')
    .option('--scorer <name>', 'which scorer or column of a file with several (default: the first)')
    .addOption(
      new Option(
        '--movement <rule>',
        'movement time of R&K: previous (default: the stage before it), wake or unscored',
      ).choices(['previous', 'wake', 'unscored']),
    )
    .option('--description <file>', 'what codes mean, beside a scoring of one value a second (Visbrain)')
    .option('--trim [minutes]', 'cut wake before and after sleep to so many minutes (30)', numberFrom(0))
    .addOption(
      new Option('--unscored <rule>', 'artefacts and unscored time: hold the stage before, wake, or pause (left out)')
        .choices(['hold', 'wake', 'pause'])
        .default('hold'),
    )
    .addOption(
      new Option(
        '--fill <rule>',
        'what makes a shorter recording 24 h: wake before it, or the recording repeated',
      ).choices(['wake', 'repeat']),
    )
    .option('--days <n>', 'how many days the schedule lives it (default: 5)', integerFrom(1))
    .option('-o, --output <file>', 'write the schedule')
    .option('--columns <n>', 'width of the drawing (default: of the terminal, or 80)', integerFrom(32))
    .option('--ascii', 'draw without Unicode blocks and dots')
    .addHelpText(
      'before',
      `Examples:
  oneiros schedule import SC4001EC-Hypnogram.edf --trim -o night.yaml
  oneiros schedule import mouse.txt --map 1=REM --map 2=WAKE --map 3=NREM --epoch-seconds 2.5
  oneiros schedule import night.csv --unscored pause --json
`,
    )
    .action(async (path: string, options: ImportFlags, command: Command) => {
      const { importNight } = await import('../schedule/import.ts');
      const { trim, ...rest } = options;
      const minutes = trim === true ? usualTrimMinutes : trim;
      await importNight(path, { ...rest, ...(minutes !== undefined && { trim: minutes }) }, outputOf(command));
    });
}

const usualTrimMinutes = 30;

/** What commander makes of the flags: `--trim` may stand alone. */
type ImportFlags = Omit<ImportCommandOptions, 'trim'> & { readonly trim?: number | true };
