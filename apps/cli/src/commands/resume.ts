import { Option, type Command } from 'commander';
import { outputOf } from '../output.ts';
import type { ResumeRunOptions } from '../night/resume.ts';

export function registerResume(program: Command): void {
  program
    .command('resume')
    .description('Go on where a run stopped, as if it had never stopped')
    .argument('<run>', 'run directory, or RUN@TICK for an earlier checkpoint')
    .addOption(new Option('--allow-other-backend', 'go on although the numbers will differ from an uninterrupted run'))
    .addHelpText('before', 'Examples:\n  oneiros resume runs/NAME\n  oneiros resume runs/NAME@3000\n')
    .action(async (run: string, options: ResumeRunOptions, command: Command) => {
      const { resume } = await import('../night/resume.ts');
      await resume(run, options, outputOf(command));
    });
}
