import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { NotFoundError, RunsFolderMissingError } from './errors.ts';

/** Runs inside a folder, however deep, by ids that lead nowhere else. */
export interface RunsFolder {
  /** Its real path. */
  readonly root: string;
  /** Whether it is a run itself, the only one to be seen. */
  readonly isSingle: boolean;
  /** Ids of all runs: their paths inside the folder, with `/` between the parts; ascending. */
  ids(): string[];
  /** @returns the real path of a run's directory @throws NotFoundError for what is no run inside the folder */
  folderOf(id: string): string;
  /** @returns the real path of a file of a run @throws NotFoundError where it is missing, no file, or lies outside */
  fileOf(id: string, path: string): string;
}

/** Folders within folders that are searched for runs: a sweep in a project in a collection. */
const DEPTH = 4;

/**
 * @param folder of runs, or a run itself, which is then the only one
 * @throws RunsFolderMissingError
 */
export function openRunsFolder(folder: string): RunsFolder {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new RunsFolderMissingError(resolve(folder));
  const given = realpathSync(folder);
  const only = isRun(given) ? basename(given) : undefined;
  const root = only === undefined ? given : dirname(given);

  const insideOf = (path: string, what: string): string => {
    let real: string;
    try {
      real = realpathSync(path);
    } catch {
      throw new NotFoundError(what);
    }
    if (!isInside(root, real)) throw new NotFoundError(what);
    return real;
  };
  const folderOf = (id: string): string => {
    const parts = id.split('/');
    const what = `run ${id}`;
    if (!parts.every(isPlainName) || (only !== undefined && id !== only)) throw new NotFoundError(what);
    const real = insideOf(join(root, ...parts), what);
    if (!isRun(real)) throw new NotFoundError(what);
    insideOf(join(real, 'run.json'), what);
    return real;
  };
  return {
    root,
    isSingle: only !== undefined,
    ids: () => (only === undefined ? [...idsIn(root, '', DEPTH)].sort() : [only]),
    folderOf,
    fileOf(id, path) {
      const what = `${path} of run ${id}`;
      const real = insideOf(join(folderOf(id), path), what);
      // Of the file itself: a pipe or a device would keep who reads it waiting.
      if (!statSync(real).isFile()) throw new NotFoundError(what);
      return real;
    },
  };
}

export const isInside = (root: string, real: string): boolean =>
  real === root || real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);

/** A name that means one entry of the folder it stands in, on every system, and is not hidden. */
export const isPlainName = (name: string): boolean =>
  name !== '' && !name.startsWith('.') && !/[/\\\0]/.test(name) && !/^[a-z]:/i.test(name);

const isRun = (folder: string): boolean => existsSync(join(folder, 'run.json'));

function* idsIn(root: string, prefix: string, depth: number): Generator<string> {
  for (const entry of readdirSync(join(root, prefix), { withFileTypes: true })) {
    if (!isPlainName(entry.name) || !(entry.isDirectory() || entry.isSymbolicLink())) continue;
    const id = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    const path = join(root, id);
    if (entry.isSymbolicLink() && !leadsInside(root, path)) continue;
    if (isRun(path)) yield id;
    // A link is followed to a run, never on: it might lead back.
    else if (entry.isDirectory() && depth > 1) yield* idsIn(root, id, depth - 1);
  }
}

function leadsInside(root: string, path: string): boolean {
  try {
    return isInside(root, realpathSync(path));
  } catch {
    return false;
  }
}
