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
  offer(answers, ['run'], await namesOfRuns());
  if (words.includes('schedule') || words.includes('--schedule')) await offerSchedules(answers);
  answers.parse(words[0] === '--' ? words.slice(1) : [...words]);
}

type Candidates = readonly (readonly [value: string, description: string])[];

/** Offers values where a command takes an argument or an option of one of these names. */
function offer(answers: RootCommand, names: readonly string[], candidates: Candidates): void {
  for (const command of answers.commands.values()) {
    for (const name of names) {
      const place = command.arguments.get(name) ?? command.options.get(name);
      if (place === undefined) continue;
      place.handler = (complete: (value: string, description: string) => void): void =>
        candidates.forEach(([value, description]) => complete(value, description));
    }
  }
}

/** Where a command takes a schedule or a hypnogram: presets, models, and files of the working directory that may be one. */
async function offerSchedules(answers: RootCommand): Promise<void> {
  const { nameCandidates, scheduleCandidates } = await import('./schedule/candidates.ts');
  offer(answers, ['schedule', 'hypnogram', 'a', 'b', 'file'], await scheduleCandidates());
  const shown = answers.commands.get('schedule show')?.arguments.get('name');
  if (shown !== undefined) {
    shown.handler = (complete): void => nameCandidates().forEach(([name, what]) => complete(name, what));
  }
}

async function namesOfRuns(): Promise<Candidates> {
  const { readdir } = await import('node:fs/promises');
  const entries = await readdir('runs', { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => [`runs/${entry.name}`, 'a run'] as const);
}
