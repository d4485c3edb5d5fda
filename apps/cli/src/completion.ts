import type { RootCommand } from '@bomb.sh/tab';
import { createProgram } from './program.ts';

/** Prints the script that makes a shell ask `oneiros complete` for what may follow. */
export async function printCompletionScript(shell: 'bash' | 'zsh' | 'fish'): Promise<void> {
  const { script } = await import('@bomb.sh/tab');
  script(shell, 'oneiros', 'oneiros');
}

/** Answers a shell's question; @param words what follows `oneiros complete`: `--` and the words typed so far. */
export async function answerCompletion(words: readonly string[]): Promise<void> {
  const { default: describe } = await import('@bomb.sh/tab/commander');
  const answers = describe(createProgram({ completionCommand: false }), { completionCommandName: 'completion' });
  completeRuns(answers, await namesOfRuns());
  answers.parse(words[0] === '--' ? words.slice(1) : [...words]);
}

/** Where a command takes a RUN, the runs of the folder `runs` are offered. */
function completeRuns(answers: RootCommand, runs: readonly string[]): void {
  for (const command of answers.commands.values()) {
    const run = command.arguments.get('run');
    if (run === undefined) continue;
    run.handler = (complete): void => runs.forEach((name) => complete(name, 'a run'));
  }
}

async function namesOfRuns(): Promise<string[]> {
  const { readdir } = await import('node:fs/promises');
  const entries = await readdir('runs', { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => `runs/${entry.name}`);
}
