import type { Command } from 'commander';
import { outputOf } from '../output.ts';
import type { ViewOptions } from '../view/view.ts';

export function registerView(program: Command): void {
  program
    .command('view')
    .description('Look at runs in the browser: nights, dreams, latents; live ones too')
    .argument('[folder]', 'folder that holds run directories, or one run', 'runs')
    .option('--port <number>', 'port to listen on; 0 takes any that is free', '8765')
    .option('--host <address>', 'address to listen on; beyond this machine everything needs the token', '127.0.0.1')
    .option('--allow-host <name>', 'another name that leads here, such as that of a proxy; may be repeated', repeated)
    .option('--no-start', 'let no runs be started from the page')
    .option('--export <folder>', 'write a static site of the runs there, for any file host, and serve nothing')
    .option('--run <id>', 'with --export: this run alone; may be repeated', repeated)
    .addHelpText(
      'before',
      `Examples:
  oneiros view
  oneiros view runs/NAME --port 9000
  oneiros view --host 0.0.0.0
  oneiros view runs --export site --run NAME
`,
    )
    .addHelpText(
      'after',
      `
The address that is printed holds the token that starting runs needs. ONEIROS_VIEW_TOKEN sets it, 20 characters or more; a new
one is drawn each time unless given. On another machine: ssh -L 8765:localhost:8765 MACHINE, and open the same address here.`,
    )
    .action(async (folder: string, options: ViewOptions, command: Command) => {
      const { view } = await import('../view/view.ts');
      await view(folder, options, outputOf(command));
    });
}

const repeated = (text: string, earlier: readonly string[] = []): string[] => [...earlier, text];
