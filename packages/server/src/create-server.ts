import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { apiPaths, type ServerFile } from '@oneiros/timeline';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { NotFoundError, ReadersTooManyError, RunNotStartedError, ViewerMissingError } from './errors.ts';
import type { LivePace } from './live-run.ts';
import { createRunFiles } from './run-files.ts';
import { createRunHeads } from './run-heads.ts';
import { createRunLogs } from './run-logs.ts';
import { parseRunRequest } from './run-request.ts';
import { openRunsFolder } from './runs-folder.ts';
import { expectToken, isLoopback, secure } from './security.ts';
import type { RunStarter } from './start-runs.ts';

export interface ServerOptions {
  /** Of runs, or a run. */
  readonly runsFolder: string;
  /** The viewer's built page. */
  readonly siteFolder: string;
  /** The address that will be listened on. Beyond loopback everything needs the token. */
  readonly host: string;
  /** Names beside it that lead here, such as that of a proxy. */
  readonly names?: readonly string[];
  readonly token: string;
  /** Version of the program. */
  readonly oneiros: string;
  /** What starts runs in a folder; none can be started unless given, nor where a single run is looked at. */
  readonly starterFor?: (root: string) => RunStarter;
  readonly pace?: LivePace;
}

/** A schedule of a year is some hundred kilobytes. */
const BODY_BYTES = 1 << 20;
const READERS = 1000;
/** No plugin waits for anything but the processor, which may be busy with trainings. */
const PLUGIN_MS = 120_000;

/**
 * The viewer's server, not yet listening: the page, the files of `apiPaths` made from the runs of a folder, their events as they
 * come, and, for who holds the token, new runs. Once it listens, it reads ahead the log that was written to last.
 *
 * @throws RunsFolderMissingError, ViewerMissingError
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { siteFolder, host, token, pace } = options;
  const runs = openRunsFolder(options.runsFolder);
  if (!existsSync(join(siteFolder, 'index.html'))) throw new ViewerMissingError(siteFolder);
  const starter = runs.isSingle ? undefined : options.starterFor?.(runs.root);
  const heads = createRunHeads(runs);
  const logs = createRunLogs({ runs, heads, ...(pace && { pace }) });
  const files = createRunFiles({ runs, heads, logs });

  const app = fastify({ bodyLimit: BODY_BYTES, forceCloseConnections: true, pluginTimeout: PLUGIN_MS });
  secure(app, { host, names: options.names ?? [], token, isTokenForReading: !isLoopback(host) });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request) => {
    throw new NotFoundError(`page ${request.url.split('?', 1)[0]}`);
  });
  // The run that was lived last is the one that is looked at first.
  app.addHook('onListen', () => {
    const latest = heads.latest();
    // Who asks for a log that cannot be read is told why.
    if (latest !== undefined) logs.readAhead(latest).catch(() => undefined);
    return Promise.resolve();
  });
  app.addHook('preClose', async () => {
    logs.close();
    await starter?.close();
  });

  await app.register(fastifyStatic, {
    root: siteFolder,
    wildcard: false,
    dotfiles: 'deny',
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Vite names what it builds by its content.
      const isHashed = path.startsWith(join(siteFolder, 'assets'));
      reply.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get(`/${apiPaths.server}`, (): ServerFile => ({
    oneiros: options.oneiros,
    live: true,
    canStart: starter !== undefined,
  }));
  app.get(`/${apiPaths.runs}`, () => files.runs());
  app.get('/api/runs/*', (request, reply) => {
    const asked = parseRunRequest(request.url);
    if (asked === undefined) throw new NotFoundError(`page ${request.url.split('?', 1)[0]}`);
    if (asked.what === 'events') {
      if (logs.readers >= READERS) throw new ReadersTooManyError(READERS);
      const live = logs.liveOf(asked.id);
      const after = lineAfter(request);
      reply.hijack();
      reply.raw.writeHead(200, {
        ...headersOf(reply),
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
      });
      return live.follow(reply.raw, after);
    }
    const file = files.file(asked);
    reply.header('cache-control', 'no-cache');
    if (file.type === 'json') return reply.type('application/json').send(JSON.stringify(file.value));
    return reply
      .type('application/octet-stream')
      .send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength));
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(['application/yaml', 'application/json'], { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  app.post<{ Querystring: { name?: string } }>(
    `/${apiPaths.start}`,
    // Before the body is read: who has no token sends none.
    { onRequest: async (request) => expectToken(request, { token }) },
    async (request, reply) => {
      if (starter === undefined) {
        throw new RunNotStartedError(
          'START_DISABLED',
          'This server starts no runs; `oneiros view FOLDER` without --no-start does.',
        );
      }
      const { name } = request.query;
      const started = await starter.start(String(request.body ?? ''), typeof name === 'string' ? name : undefined);
      return reply
        .code(201)
        .header('location', `/${apiPaths.head(started.id)}`)
        .send(started);
    },
  );
  return app;
}

/** @returns the line that the reader has, 0 for none */
function lineAfter({ headers, query }: FastifyRequest): number {
  const after = headers['last-event-id'] ?? (query as { after?: unknown }).after;
  const line = Number(after);
  return typeof after === 'string' && /^\d{1,15}$/.test(after) ? line : 0;
}

const headersOf = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));

/** Errors with a code of ours are told as they are; of others only that something failed. */
function answerError(error: unknown, _request: FastifyRequest, reply: FastifyReply): void {
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  const isTold = typeof code === 'string' && error instanceof Error && !('syscall' in error);
  void reply
    .code(statusCode ?? 500)
    .header('cache-control', 'no-store')
    .send({ error: isTold ? { code, message } : { code: 'UNEXPECTED', message: 'Something failed on the server.' } });
}
