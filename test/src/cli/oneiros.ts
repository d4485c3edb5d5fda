import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const binary = fileURLToPath(new URL('../../../apps/cli/bin/oneiros.js', import.meta.url));

/** What a finished process leaves. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Where {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Settings of a cortex small enough that a tick takes milliseconds on any back end. */
export const tiny = [
  ...['--preset', 'tiny', '--images', '8', '--epochs', '2'],
  ...['--set', 'batchSize=2', '--set', 'data.test=4', '--set', 'model.baseWidth=1', '--set', 'dreams.count=2'],
];

/** Starts the real binary; the environment holds no ONEIROS_ variable but those given. */
export function startOneiros(
  args: readonly string[],
  { cwd, env = {} }: Where,
): ChildProcess & { finished: Promise<Finished> } {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('ONEIROS_'));
  const child = spawn(process.execPath, [binary, ...args], {
    cwd,
    env: { ...Object.fromEntries(inherited), NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout!.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return Object.assign(child, { finished });
}

export const oneiros = (args: readonly string[], where: Where): Promise<Finished> => startOneiros(args, where).finished;

/** The last line of stdout as JSON. */
export const jsonOf = ({ stdout }: Finished): Record<string, unknown> =>
  JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Record<string, unknown>;

/** A working directory of its own, removed at the end of the process or by `remove`. */
export function createWorkspace(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'oneiros-cli-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
