import { Argument, type Command } from 'commander';

const shells = ['bash', 'zsh', 'fish'] as const;

export function registerCompletion(program: Command): void {
  program
    .command('completion')
    .description('Print a script that completes commands, options and runs in your shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText(
      'before',
      `Examples:
  oneiros completion bash > ~/.local/share/bash-completion/completions/oneiros
  oneiros completion zsh > ~/.zsh/completions/_oneiros
  oneiros completion fish > ~/.config/fish/completions/oneiros.fish
`,
    )
    .action(async (shell: (typeof shells)[number]) => {
      const { printCompletionScript } = await import('../completion.ts');
      await printCompletionScript(shell);
    });
}
