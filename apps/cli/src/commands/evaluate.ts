import type { Command } from 'commander';
import { shorthands } from '../config/shorthands.ts';
import type { EvaluateOptions } from '../evaluate/evaluate.ts';
import { outputOf } from '../output.ts';

export function registerEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .description("Measure the brains of a run's checkpoints: readouts, robustness, geometry, ...")
    .argument('<run>', 'run directory, or RUN@TICK for one checkpoint')
    .option('--probe <name>', 'what to measure; may be repeated; all but realism and latents unless given', repeated)
    .option(
      '--at <when>',
      'newest, all, epochs (the untrained brain and the end of each epoch kept) or a tick; may be repeated',
      repeated,
    )
    .option('--option <probe.key=value>', 'an option of a probe; may be repeated', repeated)
    .option('--network <file>', 'for realism, which is measured then too: the network of features (safetensors)')
    .option('--export <folder>', 'write latents, labels and activities of the areas there, as .npy')
    .option('--export-images <count>', 'so many training and so many test images (default: 1000)')
    .option('--export-whole', 'whole maps of the areas; pooled to 4 x 4 unless given')
    .option('--data-folder <folder>', "where the images lie, if not where the run's configuration says")
    .option('--force', 'measure again, and replace what was measured with other options');
  for (const { flags, description, option } of shorthands) {
    if (option === 'backend' || option === 'threads') command.option(flags, description);
  }
  command
    .addHelpText(
      'before',
      `Examples:
  oneiros evaluate runs/NAME
  oneiros evaluate runs/NAME@3000 --probe readout --probe geometry
  oneiros evaluate runs/NAME --probe robustness --at epochs --option robustness.tileSidesPx=[4]
  oneiros evaluate runs/NAME --probe realism --option realism.images=2000
  oneiros evaluate runs/NAME --export activities --export-images 500
`,
    )
    .addHelpText('after', '\ndocs/metrics.md has the probes, their options, what they give and what they cost.')
    .action(async (run: string, options: EvaluateOptions, self: Command) => {
      const { evaluateRun } = await import('../evaluate/evaluate.ts');
      await evaluateRun(run, options, outputOf(self));
    });
}

const repeated = (text: string, earlier: readonly string[] = []): string[] => [...earlier, text];
