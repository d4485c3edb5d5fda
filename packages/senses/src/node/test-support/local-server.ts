import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a file is served. */
export interface ServedFile {
  readonly bytes: Uint8Array;
  /** Strong ETag; none where left out. */
  readonly etag?: string;
  /**
   * The connection breaks after so many bytes of the body, for the first `times` requests, and not before the client
   * has taken them (`LocalServer.takenBytes`): what is still under way when a connection breaks is lost.
   */
  readonly breaks?: { readonly afterBytes: number; times: number };
  readonly ignoresRange?: boolean;
  /** Status for every request. */
  readonly status?: number;
  /** Length to announce in place of the true one. */
  readonly announces?: number;
  /** Sends the headers and half of the body, then nothing more. */
  readonly stalls?: boolean;
}

/** A web server on this machine whose files can be changed while it runs. */
export interface LocalServer {
  readonly url: string;
  readonly files: Map<string, ServedFile>;
  /** The `Range` header of each request so far. */
  readonly ranges: (string | undefined)[];
  /** How much of the file the client says it has: 0 with each request, from there on the test keeps it current. */
  takenBytes: number;
  close(): Promise<void>;
}

export const md5Of = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

export async function startServer(): Promise<LocalServer> {
  const files = new Map<string, ServedFile>();
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    local.takenBytes = 0;
    serve(files.get(request.url!.slice(1)), request, response, (bytes) => local.takenBytes >= bytes);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const local: LocalServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    files,
    ranges,
    takenBytes: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return local;
}

function serve(
  file: ServedFile | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  hasTaken: (bytes: number) => boolean,
): void {
  if (!file || file.status) {
    response.writeHead(file?.status ?? 404).end('no');
    return;
  }
  const { bytes, etag, breaks } = file;
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const isSame = etag !== undefined && request.headers['if-range'] === etag;
  const start = asked && isSame && !file.ignoresRange ? Number(asked[1]) : 0;
  const headers: Record<string, string> = etag ? { etag } : {};
  if (start > 0 && start >= bytes.length) {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${bytes.length}` }).end();
    return;
  }
  if (start > 0) headers['content-range'] = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
  headers['content-length'] = String(file.announces ?? bytes.length - start);
  response.writeHead(start > 0 ? 206 : 200, headers);
  const body = bytes.subarray(start);
  if (file.stalls) response.write(body.subarray(0, body.length >> 1));
  else if (breaks && breaks.times > 0) {
    breaks.times--;
    const part = body.subarray(0, breaks.afterBytes);
    response.write(part);
    const look = setInterval(() => hasTaken(start + part.length) && response.destroy(), 1);
    response.once('close', () => clearInterval(look));
  } else response.end(body);
}
