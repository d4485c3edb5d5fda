import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, resolveConfig } from '@oneiros/simulation';
import { parseDocument } from 'yaml';
import { RunNotStartedError } from './errors.ts';

/** Starts runs as child processes of the command line. */
export interface RunStarter {
  /**
   * @param yaml a schedule, or a configuration
   * @param name of the new run's folder; made of what it is unless given
   * @returns the id of the run, whose folder is there by then
   * @throws RunNotStartedError
   */
  start(yaml: string, name?: string): Promise<{ readonly id: string }>;
  /** Lets those that still run write a checkpoint and end: `oneiros resume` goes on. */
  close(): Promise<void>;
}

export interface RunStarterOptions {
  /** Folder that new runs come into. */
  readonly root: string;
  /** Command and first arguments of the command line, such as `['node', 'bin/oneiros.js']`. */
  readonly command: readonly string[];
  /** Runs at the same time: each takes all cores. */
  readonly most?: number;
}

/** So much of what a child says on stderr is kept, for when it fails. */
const KEPT_CHARACTERS = 16_384;

export function createRunStarter({ root, command, most = 1 }: RunStarterOptions): RunStarter {
  const children = new Set<ChildProcess>();
  const reserved = new Set<string>();

  const freeName = (wanted: string): string => {
    for (let number = 1; ; number++) {
      const name = number === 1 ? wanted : `${wanted}-${number}`;
      if (!existsSync(join(root, name)) && !reserved.has(name)) return name;
    }
  };
  return {
    async start(yaml, name) {
      const request = readRequest(yaml);
      if (name !== undefined && !/^[A-Za-z0-9][\w.-]{0,99}$/.test(name)) {
        throw new RunNotStartedError(
          'RUN_INVALID',
          `Expected a name of at most 100 letters, digits, dots, hyphens and underscores, got ${JSON.stringify(name.slice(0, 100))}.`,
        );
      }
      if (children.size >= most) {
        throw new RunNotStartedError(
          'RUNS_TOO_MANY',
          `Expected at most ${most} running at once, because each takes all cores; wait until one ends, or stop it.`,
        );
      }
      if (name !== undefined && (existsSync(join(root, name)) || reserved.has(name))) {
        throw new RunNotStartedError('RUN_EXISTS', `A run ${name} exists already. Choose another name.`);
      }
      const id = name ?? freeName(request.name);
      reserved.add(id);
      const folder = mkdtempSync(join(tmpdir(), 'oneiros-start-'));
      const file = join(folder, `${request.kind}.yaml`);
      writeFileSync(file, yaml, { mode: 0o600 });
      const [program, ...first] = command;
      const out = join(root, id);
      const child = spawn(program!, [...first, 'run', `--${request.kind}`, file, '--out', out, '--json'], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      children.add(child);
      child.once('close', () => {
        children.delete(child);
        reserved.delete(id);
        rmSync(folder, { recursive: true, force: true });
      });
      await untilThere(child, join(out, 'run.json'));
      return { id };
    },
    async close() {
      const ended = [...children].map((child) => new Promise((resolve) => child.once('close', resolve)));
      children.forEach((child) => child.kill('SIGTERM'));
      await Promise.all(ended);
    },
  };
}

interface Request {
  /** Flag of `oneiros run` that takes the file. */
  readonly kind: 'config' | 'schedule';
  /** What the run is called where it is not said. */
  readonly name: string;
}

/** @throws RunNotStartedError for what the schemas of configurations and schedules do not take */
function readRequest(yaml: string): Request {
  let values: unknown;
  try {
    const document = parseDocument(yaml);
    if (document.errors.length > 0) throw document.errors[0]!;
    values = document.toJS();
  } catch (error) {
    throw new RunNotStartedError('RUN_INVALID', `Expected YAML: ${(error as Error).message.trim()}`);
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new RunNotStartedError(
      'RUN_INVALID',
      'Expected the keys and values of a schedule or a configuration as YAML.',
    );
  }
  // A schedule says what kind it is; a configuration has no such key.
  const kind = 'kind' in values ? 'schedule' : 'config';
  try {
    const { data, condition, seed } = resolveConfig(kind === 'schedule' ? { schedule: values } : values);
    return { kind, name: `${data.name}-${condition}-${seed}` };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new RunNotStartedError('RUN_INVALID', error.message);
  }
}

/** @throws RunNotStartedError with the child's own words where it ends before its run is there */
async function untilThere(child: ChildProcess, file: string): Promise<void> {
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-KEPT_CHARACTERS);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(lastError(said)));
  });
  let failure: string | undefined;
  void ended.then((reason) => (failure = reason));
  while (!existsSync(file)) {
    if (failure !== undefined) throw new RunNotStartedError('RUN_FAILED', failure);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 50))]);
  }
}

/** With `--json` the command line ends with its error as one object on stderr. */
function lastError(said: string): string {
  const last = said.trim().split('\n').at(-1) ?? '';
  try {
    return (JSON.parse(last) as { error: { message: string } }).error.message;
  } catch {
    return last || 'The run ended before it began, and did not say why.';
  }
}
