import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { PeerError } from './errors.ts';

/** A child process that answers each line of JSON with one line of JSON. */
export interface LineProcess {
  /** Its first line, written unasked once it is ready. */
  readonly greeting: Record<string, unknown>;
  /** One question at a time. @throws PeerError if it answers with an `error`, not with JSON, too late, or ends. */
  ask(question: object, timeoutMs: number): Promise<Record<string, unknown>>;
  /** Closes its input and waits for its end; ends it by force after ten seconds. */
  close(): Promise<void>;
}

export interface LineProcessOptions {
  readonly name: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** For the greeting. */
  readonly timeoutMs: number;
}

interface Waiting {
  resolve(answer: Record<string, unknown>): void;
  reject(error: Error): void;
}

/** Starts a program that speaks line by line. @throws PeerError if it does not greet in time. */
export async function startLineProcess(
  program: string,
  parameters: readonly string[],
  options: LineProcessOptions,
): Promise<LineProcess> {
  const { name } = options;
  const child = spawn(program, parameters, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: options.environment ?? process.env,
  });
  let waiting: Waiting | undefined;
  let remarks = '';
  let failure: PeerError | undefined;
  const fail = (problem: string): void => {
    failure ??= new PeerError(name, problem, remarks.trim().split('\n').slice(-8).join('\n'));
    waiting?.reject(failure);
    waiting = undefined;
  };
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.stderr.on('data', (chunk: Buffer) => (remarks = (remarks + chunk.toString()).slice(-8_000)));
  child.stdin.on('error', () => fail('does not listen any more'));
  child.on('error', (error) => fail(`does not start: ${error.message}`));
  const closed = new Promise<void>((resolve) => {
    child.on('close', (exitCode, signal) => {
      process.off('exit', end);
      fail(`ended with ${exitCode === null ? `signal ${signal}` : `exit code ${exitCode}`}`);
      resolve();
    });
    child.on('error', () => resolve());
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const taker = waiting;
    waiting = undefined;
    try {
      const answer = JSON.parse(line) as Record<string, unknown>;
      if (typeof answer['error'] === 'string') taker?.reject(new PeerError(name, `failed: ${answer['error']}`, ''));
      else taker?.resolve(answer);
    } catch {
      taker?.reject(new PeerError(name, `answered with something else than JSON: ${line.slice(0, 200)}`, ''));
    }
  });

  const answer = (timeoutMs: number): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure);
      const limit = setTimeout(() => {
        fail(`did not answer within ${timeoutMs / 1000} s`);
        end();
      }, timeoutMs);
      const done = (): void => clearTimeout(limit);
      waiting = {
        resolve: (value) => (done(), resolve(value)),
        reject: (error) => (done(), reject(error)),
      };
    });

  const greeting = await answer(options.timeoutMs);
  return {
    greeting,
    ask(question, timeoutMs) {
      const promise = answer(timeoutMs);
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return promise;
    },
    async close() {
      child.stdin.end();
      const limit = setTimeout(end, 10_000);
      await closed;
      clearTimeout(limit);
    },
  };
}
