import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { RunLockedError, writing } from './errors.ts';

/** Who writes a run: a process, told from a later one with the same number by when it started. */
interface Holder {
  readonly host: string;
  readonly pid: number;
  /** In the kernel's clock ticks since boot; null where the system does not tell. */
  readonly started: string | null;
}

const lockFile = (folder: string): string => join(folder, 'run.lock');

/**
 * Takes the lock of a run, so that two processes never write it at once. A lock whose process has died is taken over.
 *
 * @returns a function that gives the lock back
 * @throws RunLockedError where a living process, or one on another machine, holds it
 */
export function lockRun(folder: string): () => void {
  const file = lockFile(folder);
  const own = `${file}.${process.pid}`;
  const me: Holder = { host: hostname(), pid: process.pid, started: startOf(process.pid) };
  writing(file, () => writeFileSync(own, JSON.stringify(me)));
  try {
    // Linking fails where the name is taken: of two processes at once only one succeeds.
    while (!tryLink(own, file)) {
      const holder = readHolder(file);
      if (holder === undefined) continue; // given back just now
      if (isAlive(holder)) throw new RunLockedError(file, `Process ${holder.pid} on ${holder.host}`);
      const stale = `${own}.stale`;
      if (tryRename(file, stale)) rmSync(stale, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
  return () => unlockRun(folder);
}

/** Gives the lock of a run back, for its holder alone. */
export const unlockRun = (folder: string): void => rmSync(lockFile(folder), { force: true });

/** Whether a living process writes this run, or one on another machine may. */
export function isLocked(folder: string): boolean {
  const holder = readHolder(lockFile(folder));
  return holder !== undefined && isAlive(holder);
}

const hasCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

function tryLink(from: string, to: string): boolean {
  try {
    writing(to, () => linkSync(from, to));
    return true;
  } catch (error) {
    if (hasCode((error as Error).cause, 'EEXIST')) return false;
    throw error;
  }
}

function tryRename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    // A lock appears whole, by its link: one that is no JSON was left by a machine that lost power.
    if (error instanceof SyntaxError) return { host: hostname(), pid: 0, started: null };
    throw error;
  }
}

function isAlive({ host, pid, started }: Holder): boolean {
  if (host !== hostname()) return true;
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false;
  }
  return startOf(pid) === started;
}

/** Field 22 of /proc/PID/stat, counted after the command's name, which may hold spaces. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
