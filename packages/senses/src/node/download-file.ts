import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { ChecksumError, DownloadError } from '../errors.ts';
import { checksumOf } from './checksum.ts';

/** How far a download is. */
export interface DownloadProgress {
  readonly file: string;
  readonly receivedBytes: number;
  /** Where the server says it. */
  readonly totalBytes?: number;
  /** Bytes that an earlier attempt had left. */
  readonly resumedBytes: number;
}

/** One file to fetch. */
export interface DownloadRequest {
  readonly url: string;
  /** Where it will lie; `.part` and `.part.json` beside it hold an unfinished one. */
  readonly to: string;
  readonly md5: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
  /** How often a broken connection is taken up again; 4 by default. */
  readonly retries?: number;
  /** Pause before the first of them, doubled each time; 1,000 by default. */
  readonly retryDelayMs?: number;
  /** A connection that is silent for so long counts as broken; 30,000 by default. */
  readonly silenceMs?: number;
  /** More bytes than this are refused; 512 MiB by default. */
  readonly largestBytes?: number;
}

const LARGEST_BYTES = 512 * 2 ** 20;
const RESUME_ADVICE = 'What came is kept; run the command again to go on from there.';

/** What an unfinished download needs to know that the file is still the same one. */
interface PartFacts {
  readonly url: string;
  /** A strong ETag or a date, as `If-Range` takes them. */
  readonly validator: string;
}

/**
 * Fetches a file: resumed where a part of the same version lies there, checked, and only then given its name.
 *
 * @throws DownloadError when no answer or a wrong one came, or the connection broke too often
 * @throws ChecksumError when the file is not the published one
 */
export async function downloadFile(request: DownloadRequest): Promise<void> {
  const part = `${request.to}.part`;
  const retries = request.retries ?? 4;
  for (let attempt = 0; ; attempt++) {
    try {
      await fetchPart(request, part);
      break;
    } catch (error) {
      if (error instanceof DownloadError || request.signal?.aborted) throw error;
      if (attempt >= retries) throw brokenError(request.url, error);
      await wait((request.retryDelayMs ?? 1000) * 2 ** attempt, undefined, { signal: request.signal });
    }
  }
  const found = await checksumOf(part, 'md5');
  if (found !== request.md5) {
    await forget(part);
    throw new ChecksumError(request.to, 'md5', request.md5, found);
  }
  await rename(part, request.to);
  await rm(`${part}.json`, { force: true });
}

function brokenError(url: string, error: unknown): DownloadError {
  const { message, cause } = error as Error & { cause?: Error };
  return new DownloadError(url, `the connection failed (${cause?.message || message})`, RESUME_ADVICE);
}

async function forget(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
}

/** Brings `part` to its end, or throws: a `DownloadError` is final, any other error is worth another attempt. */
async function fetchPart(request: DownloadRequest, part: string): Promise<void> {
  const earlier = await readPart(part, request.url);
  const silence = new AbortController();
  const signals = [silence.signal, ...(request.signal ? [request.signal] : [])];
  const silenceMs = request.silenceMs ?? 30_000;
  const giveUp = (): void => silence.abort(new Error(`nothing came for ${silenceMs / 1000} s`));
  let timer = setTimeout(giveUp, silenceMs);
  try {
    const response = await fetch(request.url, {
      headers: {
        'accept-encoding': 'identity',
        ...(earlier ? { range: `bytes=${earlier.bytes}-`, 'if-range': earlier.validator } : {}),
      },
      signal: AbortSignal.any(signals),
    });
    const place = await placeOf(request, response, part, earlier?.bytes ?? 0);
    if (place === 'complete') return;
    if (place.start === 0) await rememberPart(part, request.url, response.headers);
    const handle = await open(part, place.start === 0 ? 'w' : 'r+');
    let at = place.start;
    const report = (): void =>
      request.onProgress?.({
        file: request.to,
        receivedBytes: at,
        resumedBytes: place.start,
        ...(place.total === undefined ? {} : { totalBytes: place.total }),
      });
    try {
      report();
      const body = response.body?.getReader();
      for (let read = await body?.read(); read?.value; read = await body?.read()) {
        const chunk = read.value;
        clearTimeout(timer);
        timer = setTimeout(giveUp, silenceMs);
        if (at + chunk.length > Math.min(place.total ?? Infinity, request.largestBytes ?? LARGEST_BYTES)) {
          throw tooLarge(request);
        }
        await handle.write(chunk, 0, chunk.length, at);
        at += chunk.length;
        report();
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (place.total !== undefined && at < place.total) throw new Error(`it ended after ${at} of ${place.total} bytes`);
  } finally {
    clearTimeout(timer);
  }
}

function tooLarge({ url, largestBytes = LARGEST_BYTES }: DownloadRequest): DownloadError {
  return new DownloadError(url, `more came than announced or than ${largestBytes} bytes`, 'Check the address.');
}

/** Where the body of an answer belongs in the file, and how long the file will be. */
async function placeOf(
  request: DownloadRequest,
  response: Response,
  part: string,
  have: number,
): Promise<'complete' | { start: number; total?: number }> {
  const { status, headers } = response;
  if (status === 416) {
    await response.body?.cancel();
    if (headers.get('content-range') === `bytes */${have}`) return 'complete';
    await forget(part);
    throw new Error('the part did not fit the file');
  }
  const length = headers.get('content-length');
  const announced = length === null ? undefined : Number(length);
  const start = status === 206 ? rangeStart(headers) : 0;
  if ((status !== 200 && status !== 206) || start !== (status === 206 ? have : 0)) {
    await response.body?.cancel();
    if (status >= 500 || status === 429) throw new Error(`the server answered ${status}`);
    const problem = status === 206 ? `the server sent another range than asked for` : `the server answered ${status}`;
    throw new DownloadError(request.url, problem, 'Check the address, or name another source with --from.', status);
  }
  if (announced !== undefined && start + announced > (request.largestBytes ?? LARGEST_BYTES)) {
    await response.body?.cancel();
    throw tooLarge(request);
  }
  return announced === undefined ? { start } : { start, total: start + announced };
}

function rangeStart(headers: Headers): number | undefined {
  const match = /^bytes (\d+)-\d+\/(?:\d+|\*)$/.exec(headers.get('content-range') ?? '');
  return match ? Number(match[1]) : undefined;
}

async function readPart(part: string, url: string): Promise<{ bytes: number; validator: string } | undefined> {
  try {
    const facts = JSON.parse(await readFile(`${part}.json`, 'utf8')) as Partial<PartFacts>;
    const { size } = await stat(part);
    if (facts.url !== url || typeof facts.validator !== 'string' || size === 0) return undefined;
    return { bytes: size, validator: facts.validator };
  } catch {
    return undefined; // no part, or one without its facts: it starts anew
  }
}

/** Notes what the part is a part of; without an ETag or a date it cannot be resumed and nothing is noted. */
async function rememberPart(part: string, url: string, headers: Headers): Promise<void> {
  const etag = headers.get('etag');
  const validator = etag?.startsWith('"') ? etag : headers.get('last-modified');
  if (validator) await writeFile(`${part}.json`, JSON.stringify({ url, validator } satisfies PartFacts));
  else await rm(`${part}.json`, { force: true });
}
