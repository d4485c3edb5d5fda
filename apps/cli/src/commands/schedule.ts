import { InvalidArgumentError, Option, type Command } from 'commander';
import { outputOf } from '../output.ts';
import type { PreviewOptions } from '../schedule/preview.ts';

/** @returns an integer from `least`. @throws InvalidArgumentError */
const integerFrom =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`Expected an integer from ${least}.`);
    }
    return value;
  };

export function registerSchedule(program: Command): void {
  const schedule = program.command('schedule').description('When the brain wakes and sleeps');
  schedule
    .command('preview')
    .description('Draw the hypnogram and the levels of acetylcholine and noradrenaline that a schedule gives')
    .argument('[file]', 'schedule in YAML')
    .addOption(new Option('--preset <name>', 'schedule to draw without a file').choices(['paper', 'nights']))
    .option('--from <tick>', 'first tick to draw (default: 0)', integerFrom(0))
    .option('--ticks <n>', 'how many to draw (default: eight cycles, or a day with its night)', integerFrom(1))
    .option('--columns <n>', 'width of the drawing (default: of the terminal, or 80)', integerFrom(32))
    .option('--ascii', 'draw without Unicode blocks and dots')
    .addHelpText(
      'before',
      `Examples:
  oneiros schedule preview                              the paper's schedule: Wake, NREM, REM
  oneiros schedule preview --preset nights              a day and its night
  oneiros schedule preview --preset nights --from 231   the night alone
  oneiros schedule preview my-nights.yaml --json        a schedule of yours, for machines
`,
    )
    .action(async (file: string | undefined, options: PreviewOptions, command: Command) => {
      const { previewSchedule } = await import('../schedule/preview.ts');
      await previewSchedule(file, options, outputOf(command));
    });
}
