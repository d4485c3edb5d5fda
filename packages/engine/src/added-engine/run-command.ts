import { spawn } from 'node:child_process';
import { CommandFailedError, MissingToolError } from './errors.ts';

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  /** What to do where the program is missing. */
  readonly advice: string;
  /** Called every second while the program runs. */
  readonly onSecond?: () => void;
}

const tailLines = 12;

/**
 * Runs one program to its end, without a shell.
 *
 * @returns its standard output.
 * @throws MissingToolError, CommandFailedError with the last lines that it wrote.
 */
export function runCommand(program: string, parameters: readonly string[], options: CommandOptions): Promise<string> {
  const shown = [program, ...parameters].join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      cwd: options.cwd,
      env: options.environment ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that a time-out also ends what the program started.
      detached: true,
    });
    let output = '';
    let remarks = '';
    let timedOut = false;
    const endAll = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    };
    const clock = setInterval(() => options.onSecond?.(), 1000);
    const limit = setTimeout(() => {
      timedOut = true;
      endAll();
    }, options.timeoutMs);
    const stop = (): void => {
      clearInterval(clock);
      clearTimeout(limit);
      process.off('exit', endAll);
    };
    process.on('exit', endAll);
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (remarks = (remarks + chunk.toString()).slice(-20_000)));
    child.on('error', (error: NodeJS.ErrnoException) => {
      stop();
      reject(error.code === 'ENOENT' ? new MissingToolError(program, options.advice) : error);
    });
    child.on('close', (exitCode, signal) => {
      stop();
      if (exitCode === 0 && !timedOut) return resolve(output);
      const outcome = timedOut
        ? `took longer than ${options.timeoutMs / 1000} s`
        : `failed with ${exitCode === null ? `signal ${signal}` : `exit code ${exitCode}`}`;
      const tail = `${output}\n${remarks}`.trim().split('\n').slice(-tailLines).join('\n');
      reject(new CommandFailedError(shown, outcome, tail));
    });
  });
}
