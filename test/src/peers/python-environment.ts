import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '@oneiros/engine';

export interface PythonEnvironmentOptions {
  /** What it is for; a part of its folder's name. */
  readonly name: string;
  /** A file of pinned packages; another content is another environment. */
  readonly requirements: string;
  /** The Python that makes it. */
  readonly python: string;
  /** Hears what takes long. */
  readonly onProgress?: (line: string) => void;
}

export type PythonEnvironment = { readonly python: string } | { readonly reason: string };

const MINUTE_MS = 60_000;

/** The folder of an environment, in the cache folder; it exists complete or not at all. */
export function environmentFolder({
  name,
  requirements,
}: Pick<PythonEnvironmentOptions, 'name' | 'requirements'>): string {
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  return join(cacheFolder(), 'peers', `${name}-${hash}`);
}

const pythonIn = (folder: string): string =>
  process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');

/**
 * A Python environment of its own with pinned packages, made on first use.
 * @returns its program, or why it cannot be had: no Python, no network, no such versions for this machine.
 */
export function preparePython(options: PythonEnvironmentOptions): PythonEnvironment {
  const { requirements, python, onProgress } = options;
  const folder = environmentFolder(options);
  if (existsSync(folder)) return { python: pythonIn(folder) };
  const draft = `${folder}.${process.pid}.partial`;
  mkdirSync(dirname(folder), { recursive: true });
  try {
    onProgress?.(`making ${folder}`);
    const steps: [string, string[]][] = [
      [python, ['-m', 'venv', draft]],
      [pythonIn(draft), ['-m', 'pip', 'install', ...PIP_OPTIONS, '-r', requirements]],
    ];
    for (const [program, parameters] of steps) {
      const reason = failureOf(program, parameters);
      if (reason !== undefined) return { reason };
    }
    if (!existsSync(folder)) renameSync(draft, folder); // else another process was faster
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return { python: pythonIn(folder) };
}

const PIP_OPTIONS = [
  '--quiet',
  '--no-input',
  '--disable-pip-version-check',
  '--only-binary=:all:',
  '--retries=1',
  '--timeout=20',
];

/** @returns why a program failed, in a line; undefined where it did not. */
function failureOf(program: string, parameters: string[]): string | undefined {
  const { error, status, stdout, stderr } = spawnSync(program, parameters, {
    encoding: 'utf8',
    timeout: 10 * MINUTE_MS,
  });
  if (error !== undefined) return `${program}: ${error.message}`;
  if (status === 0) return undefined;
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => line.startsWith('ERROR')) ?? lines.at(-1) ?? `exit status ${status}`;
  return `${program} ${parameters.slice(0, 3).join(' ')}: ${telling.trim()}`;
}
