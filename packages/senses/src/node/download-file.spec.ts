import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ChecksumError, DownloadError } from '../errors.ts';
import { md5Of, startServer, type LocalServer } from './test-support/local-server.ts';
import { downloadFile, type DownloadProgress, type DownloadRequest } from './download-file.ts';

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);
const etag = '"one"';

let server: LocalServer;
let folder = '';
let to = '';
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oneiros-download-'));
  to = join(folder, 'a.bin');
  server.files.clear();
  server.ranges.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const get = ({ onProgress, ...more }: Partial<DownloadRequest> = {}): Promise<void> =>
  downloadFile({
    url: `${server.url}a.bin`,
    to,
    md5: md5Of(bytes),
    retries: 0,
    retryDelayMs: 1,
    ...more,
    onProgress(progress) {
      server.takenBytes = progress.receivedBytes;
      onProgress?.(progress);
    },
  });

describe('downloadFile', () => {
  it('fetches a file, reports how far it is, and leaves nothing else', async () => {
    server.files.set('a.bin', { bytes, etag });
    const seen: DownloadProgress[] = [];
    await get({ onProgress: (progress: DownloadProgress) => seen.push(progress) });
    expect(readFileSync(to).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).toEqual(['a.bin']);
    expect(seen.at(0)).toMatchObject({ receivedBytes: 0, totalBytes: 300_000 });
    expect(seen.at(-1)).toMatchObject({ receivedBytes: 300_000, totalBytes: 300_000, resumedBytes: 0 });
  });

  it('takes a broken connection up again where it broke', async () => {
    server.files.set('a.bin', { bytes, etag, breaks: { afterBytes: 100_000, times: 2 } });
    await get({ retries: 2 });
    expect(readFileSync(to).equals(bytes)).toBe(true);
    expect(server.ranges).toEqual([undefined, 'bytes=100000-', 'bytes=200000-']);
  });

  it('keeps what came when it gives up, and a later call goes on from there', async () => {
    server.files.set('a.bin', { bytes, etag, breaks: { afterBytes: 100_000, times: 1 } });
    await expect(get()).rejects.toThrow(DownloadError);
    expect(existsSync(to)).toBe(false);
    expect(statSync(`${to}.part`).size).toBe(100_000);
    await get();
    expect(server.ranges).toEqual([undefined, 'bytes=100000-']);
    expect(readFileSync(to).equals(bytes)).toBe(true);
  });

  it('starts anew when the file changed in between', async () => {
    server.files.set('a.bin', {
      bytes: bytes.map((byte) => byte ^ 1),
      etag: '"old"',
      breaks: { afterBytes: 9000, times: 1 },
    });
    await expect(get()).rejects.toThrow(DownloadError);
    server.files.set('a.bin', { bytes, etag });
    await get();
    expect(readFileSync(to).equals(bytes)).toBe(true);
  });

  it('starts anew when the server ignores ranges or gives its files no version', async () => {
    server.files.set('a.bin', { bytes, etag, ignoresRange: true, breaks: { afterBytes: 9000, times: 1 } });
    await get({ retries: 1 });
    expect(readFileSync(to).equals(bytes)).toBe(true);
    rmSync(to);
    server.ranges.length = 0;
    server.files.set('a.bin', { bytes, breaks: { afterBytes: 9000, times: 1 } });
    await get({ retries: 1 });
    expect(server.ranges).toEqual([undefined, undefined]);
    expect(readFileSync(to).equals(bytes)).toBe(true);
  });

  it('finishes a part that was whole but not yet in place', async () => {
    server.files.set('a.bin', { bytes, etag, announces: 400_000, breaks: { afterBytes: 300_000, times: 1 } });
    await expect(get()).rejects.toThrow(/connection failed/);
    server.files.set('a.bin', { bytes, etag });
    await get();
    expect(server.ranges).toEqual([undefined, 'bytes=300000-']);
    expect(readFileSync(to).equals(bytes)).toBe(true);
  });

  it('removes a file that is not the published one', async () => {
    server.files.set('a.bin', { bytes: bytes.subarray(1), etag });
    await expect(get()).rejects.toThrow(ChecksumError);
    await expect(get()).rejects.toThrow(`expected md5 ${md5Of(bytes)}, found ${md5Of(bytes.subarray(1))}`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not try again what the server refuses', async () => {
    await expect(get({ retries: 3 })).rejects.toThrow(/the server answered 404/);
    expect(server.ranges.length).toBe(1);
  });

  it('tries again when the server is busy', async () => {
    server.files.set('a.bin', { bytes, status: 503 });
    await expect(get({ retries: 2 })).rejects.toThrow(/the server answered 503/);
    expect(server.ranges.length).toBe(3);
  });

  it('gives up on a silent connection', async () => {
    server.files.set('a.bin', { bytes, etag, stalls: true });
    await expect(get({ silenceMs: 200 })).rejects.toThrow(/nothing came for 0.2 s/);
  });

  it('refuses more bytes than a file of its kind has', async () => {
    server.files.set('a.bin', { bytes, etag });
    await expect(get({ largestBytes: 1000 })).rejects.toThrow(/than 1000 bytes/);
  });

  it('stops when told to, and keeps what came', async () => {
    server.files.set('a.bin', { bytes, etag, stalls: true });
    const stop = new AbortController();
    const onProgress = ({ receivedBytes }: DownloadProgress): void => {
      if (receivedBytes > 100_000) stop.abort(new Error('enough'));
    };
    await expect(get({ signal: stop.signal, onProgress, retries: 5 })).rejects.toThrow('enough');
    expect(statSync(`${to}.part`).size).toBeGreaterThan(100_000);
  });
});
