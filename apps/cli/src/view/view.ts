import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createRunStarter, createServer, exportSite, isLoopback } from '@oneiros/server';
import { wholeNumber } from '../config/shorthands.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { watchInterrupts } from '../night/interrupts.ts';
import type { Output } from '../output.ts';
import { version } from '../version.ts';

export interface ViewOptions {
  readonly port: string;
  readonly host: string;
  readonly allowHost?: readonly string[];
  /** False with --no-start. */
  readonly start: boolean;
  readonly export?: string;
  readonly run?: readonly string[];
}

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The page that an archive brings along, else as `npm run build` leaves it; the environment may name another one. */
function siteFolder(): string {
  const brought = beside('../../site');
  return process.env['ONEIROS_VIEWER'] ?? (existsSync(brought) ? brought : beside('../../../viewer/dist/site'));
}

const SHORTEST_TOKEN = 20;

/** `oneiros view`: serves the runs of a folder until it is stopped, or writes them as a static site. */
export async function view(folder: string, options: ViewOptions, output: Output): Promise<void> {
  if (options.export !== undefined) return exportTo(folder, options.export, options, output);
  if (options.run !== undefined)
    throw new UsageError('Expected --run beside --export; to look at one run: oneiros view RUN');
  const { host } = options;
  const port = portOf(options.port);
  const token = tokenOf(process.env['ONEIROS_VIEW_TOKEN']);
  const bin = fileURLToPath(new URL('../../bin/oneiros.js', import.meta.url));
  const command = [process.execPath, bin];
  const app = await createServer({
    ...{ runsFolder: folder, siteFolder: siteFolder(), host, names: options.allowHost ?? [], token, oneiros: version },
    ...(options.start && { starterFor: (root: string) => createRunStarter({ root, command }) }),
  });
  await listen(app, host, port);
  const end = stopped(output);
  const address = app.server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  const isOpen = isLoopback(host) && !options.start;
  const url = `http://${nameOf(host)}:${actual}/${isOpen ? '' : `?token=${token}`}`;
  output.result(url);
  output.resultJson('view', {
    url,
    host,
    port: actual,
    runs: folder,
    canStart: options.start,
    ...(isOpen ? {} : { token }),
  });
  output.note(
    isLoopback(host)
      ? 'Open the address in a browser of this machine. Ctrl-C stops; runs that were started here then stop at a checkpoint.'
      : 'Whoever has the address sees the runs, unencrypted on the way. Ctrl-C stops.',
  );
  await end;
  await app.close();
}

async function exportTo(folder: string, into: string, { run }: ViewOptions, output: Output): Promise<void> {
  const site = await exportSite({
    ...{ runsFolder: folder, siteFolder: siteFolder(), into, oneiros: version },
    ...(run && { ids: run }),
    onRun: (id) => output.detail(`written: ${id}`),
  });
  for (const { id, reason } of site.unread) output.warn(`${id} is left out: ${reason}`);
  const megabytes = (site.bytes / 1e6).toFixed(1);
  output.result(`${into}: ${site.runs} runs, ${site.files} files, ${megabytes} MB`);
  output.resultJson('site', { folder: into, ...site });
  output.note(`Copy the folder to any file host, or look at it here: python3 -m http.server --directory ${into}`);
}

function portOf(text: string): number {
  const port = wholeNumber(text, '--port');
  if (port > 65_535) throw new UsageError(`Expected --port 0 to 65535, got ${text}.`);
  return port;
}

/** @throws UsageError for one that could be guessed or does not fit an address */
function tokenOf(given: string | undefined): string {
  if (given === undefined || given === '') return randomBytes(24).toString('base64url');
  if (given.length >= SHORTEST_TOKEN && /^[\w-]+$/.test(given)) return given;
  throw new UsageError(
    `Expected ONEIROS_VIEW_TOKEN to be ${SHORTEST_TOKEN} or more letters, digits, - and _; this gives one: openssl rand -hex 24`,
  );
}

/** Where everything is listened on, this machine has a name that always leads here. */
const nameOf = (host: string): string =>
  ['0.0.0.0', '::'].includes(host) ? 'localhost' : isIPv6(host) ? `[${host}]` : host;

async function listen(app: Awaited<ReturnType<typeof createServer>>, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new UsageError(`Port ${port} is taken. Choose another one: --port 0 takes any.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new UsageError(`Expected --host to be an address of this machine, got ${host}.`);
    }
    if (code === 'EACCES') throw new UsageError(`Port ${port} is not yours to listen on. Choose one above 1023.`);
    throw error;
  }
}

/** Until a signal comes; a second one ends at once. */
function stopped(output: Output): Promise<void> {
  return new Promise((resolve) => {
    watchInterrupts(
      () => {
        output.note('Stopping; runs that were started here write a checkpoint. A second signal ends at once.');
        resolve();
      },
      () => process.exit(exitCodes.failed),
    );
  });
}
