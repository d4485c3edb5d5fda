import { CommanderError } from 'commander';
import { createOutput, type GlobalOptions } from './output.ts';
import { exitCodeOf, printError } from './print-error.ts';
import { createProgram } from './program.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has seen enough (`oneiros runs | head`): not a failure.
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const program = createProgram();
try {
  if (process.argv[2] === 'complete') {
    const { answerCompletion } = await import('./completion.ts');
    await answerCompletion(process.argv.slice(3));
  } else {
    await program.parseAsync(process.argv);
  }
} catch (error) {
  const shown = error instanceof CommanderError && (error.exitCode === 0 || error.code === 'commander.help');
  if (!shown) printError(error, createOutput(program.opts<GlobalOptions>()));
  process.exitCode = exitCodeOf(error);
}
