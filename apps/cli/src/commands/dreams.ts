import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { outputOf } from '../output.ts';

interface DreamsOptions {
  readonly tick?: readonly number[];
  readonly count: number;
  readonly scale: number;
}

export function registerDreams(program: Command): void {
  program
    .command('dreams')
    .description('Draw sheets of what a run saw and dreamed, early and late')
    .argument('<run>', 'run directory')
    .option('--tick <number>', 'only this moment; may be repeated, side by side', repeatedTick)
    .option('--count <number>', 'images, one a column', positive('--count'), 6)
    .option('--scale <number>', 'every pixel becomes a square of so many', positive('--scale'), 3)
    .addHelpText(
      'before',
      `Examples:
  oneiros dreams runs/NAME
  oneiros dreams runs/NAME --tick 150 --tick 750 --count 10
  oneiros dreams runs/NAME --scale 4
`,
    )
    .action(async (run: string, options: DreamsOptions, command: Command) => {
      const { dreamMoments, earlyAndLate, momentAt, writeDreamSheet } = await import('../sheet/run-dreams.ts');
      const output = outputOf(command);
      const kept = dreamMoments(run);
      const chosen = options.tick?.map((tick) => momentAt(kept, tick)) ?? earlyAndLate(kept);
      if (chosen.length === 0) {
        throw new UsageError(
          `Expected a run directory with dreams, found none in ${run}. \`oneiros runs\` lists runs.`,
        );
      }
      const file = writeDreamSheet(run, chosen, options);
      output.result(file);
      output.resultJson('dreams', { file, moments: chosen, kept });
    });
}

const repeatedTick = (text: string, earlier: readonly number[] = []): number[] => [
  ...earlier,
  wholeNumber('--tick', text, 0),
];

const positive =
  (flag: string) =>
  (text: string): number =>
    wholeNumber(flag, text, 1);

function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) {
    throw new UsageError(`Expected ${flag} to be followed by a whole number from ${least}, got ${text}.`);
  }
  return value;
}
