import { CommanderError } from 'commander';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { createPaint } from './terminal/paint.ts';

/** What the printer needs of an output; a part of `Output`, so that it can print before the command line is understood. */
export interface ErrorPrinter {
  readonly verbose: boolean;
  readonly errorColor: boolean;
  readonly json: boolean;
}

/**
 * The one printer of errors: message, then its code; the stack and the causes only with -v. With --json also one object
 * on stderr's last line, so that a machine need not read prose.
 */
export function printError(error: unknown, printer: ErrorPrinter): void {
  const paint = createPaint(printer.errorColor);
  const lines = [`${paint.red('error:')} ${messageOf(error)}`];
  const code = codeOf(error);
  if (code !== undefined) lines.push(paint.dim(`code: ${code}`));
  if (printer.verbose) lines.push(paint.dim(stackOf(error)));
  else if (code === undefined) lines.push(paint.dim('Run the command again with -v to see where it happened.'));
  if (printer.json) lines.push(JSON.stringify({ error: { code: code ?? 'UNEXPECTED', message: messageOf(error) } }));
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** Codes of errors of other packages that mean: the caller has to change the command line, the configuration or a file. */
const usageCodes: readonly RegExp[] = [
  /^CLI_/,
  /CONFIG/,
  /SCHEDULE/,
  /^(HYPNOGRAM|MODEL|NIGHT_PRESET|STAGE_UNRESOLVED)/,
  /^IMAGES_MISMATCH$/,
  /^(RUN_EXISTS|RUN_ENDED|BACKEND_CHANGED|CHECKPOINT_MISSING|SNAPSHOT_MISMATCH)$/,
  /^(UNKNOWN_BACKEND|THREAD_COUNT)$/,
  /^(RUNS_FOLDER_MISSING|VIEWER_MISSING|EXPORT_EXISTS|NOT_FOUND)$/,
  /^(TASK_MISSING|METRIC_UNKNOWN|METRIC_MISSING)$/,
];

/** @returns the exit code that an error which nobody handled ends the process with. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const code = codeOf(error) ?? '';
  if (code === 'SWEEP_FAILED') return exitCodes.someRunsFailed;
  if (/DIVERGED|DIVERGENCE/.test(code)) return exitCodes.diverged;
  return usageCodes.some((pattern) => pattern.test(code)) ? exitCodes.usage : exitCodes.failed;
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof CommanderError) return 'CLI_USAGE';
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return undefined;
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^error: /, '').trim() || 'Something failed without saying why.';
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const own = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const cause = error.cause === undefined ? [] : [`caused by: ${messageOf(error.cause)}`, stackOf(error.cause)];
  return [...own, ...cause].join('\n');
}
