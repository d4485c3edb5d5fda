import type { Command } from 'commander';

/** The options that every command takes, as commander names them. */
export interface GlobalOptions {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly json?: boolean;
  readonly color?: 'auto' | 'always' | 'never';
}

/** Where a command writes: results to stdout, everything else to stderr. */
export interface Output {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Whether escape sequences for colour may be written to stdout. */
  readonly color: boolean;
  /** Whether they may be written to stderr. */
  readonly errorColor: boolean;
  /** Whether stderr is a terminal whose lines can be repainted. */
  readonly interactive: boolean;
  /** A result, for people, on stdout; silent with --json, where `resultJson` speaks. */
  result(text: string): void;
  /** A result for machines on stdout, only with --json: `{ schema: 'oneiros/KIND/1', ...value }`. */
  resultJson(kind: string, value: object): void;
  /** A remark on stderr; silent with -q. */
  note(text: string): void;
  /** A remark on stderr, only with -v. */
  detail(text: string): void;
  /** A warning on stderr, also with -q. */
  warn(text: string): void;
}

/** Version of what `--json` prints; it rises when a field changes its meaning or goes away. */
export const jsonVersion = 1;

/** The output of a command, from the global options given before or after its name. */
export function outputOf(command: Command): Output {
  return createOutput(command.optsWithGlobals<GlobalOptions>());
}

export function createOutput(options: GlobalOptions): Output {
  const json = options.json ?? false;
  const quiet = options.quiet ?? false;
  const verbose = options.verbose ?? false;
  const line = (stream: NodeJS.WriteStream, text: string): void => void stream.write(`${text}\n`);
  return {
    json,
    quiet,
    verbose,
    color: mayColor(process.stdout, options.color),
    errorColor: mayColor(process.stderr, options.color),
    interactive: process.stderr.isTTY === true && process.env['TERM'] !== 'dumb',
    result: (text) => {
      if (!json) line(process.stdout, text);
    },
    resultJson: (kind, value) => {
      if (json) line(process.stdout, JSON.stringify({ schema: `oneiros/${kind}/${jsonVersion}`, ...value }));
    },
    note: (text) => {
      if (!quiet) line(process.stderr, text);
    },
    detail: (text) => {
      if (verbose) line(process.stderr, text);
    },
    warn: (text) => line(process.stderr, `warning: ${text}`),
  };
}

/** --color wins over NO_COLOR (any text but the empty one), which wins over what the stream is. */
function mayColor(stream: NodeJS.WriteStream, choice: GlobalOptions['color']): boolean {
  if (choice === 'always') return true;
  if (choice === 'never' || process.env['NO_COLOR']) return false;
  return stream.isTTY === true;
}
