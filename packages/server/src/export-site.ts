import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { apiPaths, chunksOf, type RunHead, type RunsFile, type ServerFile } from '@oneiros/timeline';
import { ExportExistsError, NotFoundError, ViewerMissingError } from './errors.ts';
import { createRunFiles, type RunFile, type RunFiles } from './run-files.ts';
import { createRunHeads } from './run-heads.ts';
import { createRunLogs } from './run-logs.ts';
import { openRunsFolder, type RunsFolder } from './runs-folder.ts';
import { contentSecurityPolicy } from './security.ts';

export interface ExportOptions {
  /** Of runs, or a run. */
  readonly runsFolder: string;
  /** The viewer's built page. */
  readonly siteFolder: string;
  /** Empty or absent. */
  readonly into: string;
  /** Version of the program. */
  readonly oneiros: string;
  /** Runs to write; all unless given. */
  readonly ids?: readonly string[];
  readonly onRun?: (id: string) => void;
}

/** A site that was written. */
export interface ExportedSite extends Pick<RunsFile, 'unread'> {
  readonly runs: number;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Writes the page and the files that the server would answer, under the same paths, so that any file host can give them. A run
 * that is still lived is written as it stands. The folder appears whole or not at all.
 *
 * @throws ExportExistsError, ViewerMissingError, RunsFolderMissingError, NotFoundError for an id that is none
 */
export async function exportSite(options: ExportOptions): Promise<ExportedSite> {
  const { siteFolder, oneiros, onRun } = options;
  const into = resolve(options.into);
  if (existsSync(into) && readdirSync(into).length > 0) throw new ExportExistsError(options.into);
  if (!existsSync(join(siteFolder, 'index.html'))) throw new ViewerMissingError(siteFolder);
  const runs = openRunsFolder(options.runsFolder);
  options.ids?.forEach((id) => runs.folderOf(id));

  const draft = join(dirname(into), `.${basename(into)}.${process.pid}.tmp`);
  const site = createWriter(draft);
  try {
    mkdirSync(draft, { recursive: true });
    cpSync(siteFolder, draft, { recursive: true, dereference: true });
    writeFileSync(join(draft, 'index.html'), withPolicy(readFileSync(join(siteFolder, 'index.html'), 'utf8')));
    // GitHub's pages leave out names that begin with an underscore unless told to take files as they are.
    writeFileSync(join(draft, '.nojekyll'), '');
    const found = await writeRuns(runs, options.ids ?? runs.ids(), site, onRun);
    site.json(apiPaths.server, { oneiros, live: false, canStart: false } satisfies ServerFile);
    site.json(apiPaths.runs, found);
    const { files, bytes } = site.written();
    if (existsSync(into)) rmdirSync(into);
    renameSync(draft, into);
    return { runs: found.runs.length, unread: found.unread, files, bytes };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

async function writeRuns(
  runs: RunsFolder,
  ids: readonly string[],
  site: Writer,
  onRun: ((id: string) => void) | undefined,
): Promise<RunsFile> {
  const heads: RunHead[] = [];
  const unread: { id: string; reason: string }[] = [];
  for (const id of ids) {
    // A log at a time: what was read of one is let go before the next.
    const runHeads = createRunHeads(runs);
    const files = createRunFiles({ runs, heads: runHeads, logs: createRunLogs({ runs, heads: runHeads }) });
    try {
      heads.push(writeRun(id, files, site));
      onRun?.(id);
    } catch (error) {
      unread.push({ id, reason: (error as Error).message });
      site.remove(dirname(apiPaths.head(id)));
    }
    await new Promise((done) => setImmediate(done));
  }
  return { runs: heads, unread };
}

function writeRun(id: string, files: RunFiles, site: Writer): RunHead {
  const now = files.headOf(id);
  const timeline = files.timelineOf(id);
  const { ticks, levels } = timeline;
  // Nothing follows here what is still being lived.
  const head: RunHead = { ...now, ticks, status: now.status === 'running' ? 'interrupted' : now.status };
  site.json(apiPaths.head(id), head);
  for (let level = 0; level < levels; level++) {
    for (let index = 0; index < chunksOf(ticks, level); index++) {
      site.file(apiPaths.chunk(id, level, index), files.file({ id, what: 'chunk', level, index }));
    }
  }
  const moments = files.momentsOf(id);
  site.json(apiPaths.moments(id), moments);
  for (const { event } of moments.moments) {
    if (event.type !== 'dream') continue;
    const { tick } = event;
    try {
      site.file(apiPaths.dreams(id, tick), files.file({ id, what: 'dreams', tick }));
    } catch (error) {
      // Its file was removed: it is missing here as it is there.
      if (!(error instanceof NotFoundError)) throw error;
    }
  }
  site.file(apiPaths.latents(id), files.file({ id, what: 'latents' }));
  site.file(apiPaths.evaluations(id), files.file({ id, what: 'evaluations' }));
  return head;
}

/** Writes files under the paths that a host will give them by. */
interface Writer {
  json(path: string, value: unknown): void;
  file(path: string, file: RunFile): void;
  remove(path: string): void;
  written(): { readonly files: number; readonly bytes: number };
}

function createWriter(folder: string): Writer {
  // Hosts decode each part of a path before they look for the file.
  const placeOf = (path: string): string => join(folder, ...path.split('/').map(decodeURIComponent));
  const write = (path: string, content: string | Uint8Array): void => {
    const place = placeOf(path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, content);
  };
  const json = (path: string, value: unknown): void => write(path, JSON.stringify(value));
  return {
    json,
    file: (path, file) => (file.type === 'json' ? json(path, file.value) : write(path, file.bytes)),
    remove: (path) => rmSync(placeOf(path), { recursive: true, force: true }),
    written: () => {
      const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const bytes = entries.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
      return { files: entries.length, bytes };
    },
  };
}

/** The policy that the server sends, as far as a page can give it to itself. */
function withPolicy(page: string): string {
  if (/http-equiv="content-security-policy"/i.test(page)) return page;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}" />`;
  return page.replace(/<head>/i, (head) => `${head}\n    ${meta}`);
}
