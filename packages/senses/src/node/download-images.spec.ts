import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ChecksumError, InvalidArgumentError, MalformedFileError } from '../errors.ts';
import { md5Of, startServer, type LocalServer } from './test-support/local-server.ts';
import { writeTarGz } from './test-support/tar-writer.ts';
import { downloadImages, type DownloadReport } from './download-images.ts';
import type { RemoteFile } from './known-sets.ts';

const batch = Uint8Array.from({ length: 3073 * 3 }, (_, i) => i % 10);
const archive = writeTarGz([
  { path: 'cifar-10-batches-bin/readme.html', bytes: batch.subarray(0, 10) },
  { path: 'cifar-10-batches-bin/one.bin', bytes: batch },
  { path: 'cifar-10-batches-bin/two.bin', bytes: batch.subarray(0, 3073) },
]);
const described: RemoteFile = {
  url: 'http://127.0.0.1:9/cifar.tar.gz', // nothing answers there: `from` names the local server
  name: 'cifar.tar.gz',
  md5: md5Of(archive),
  bytes: archive.length,
  unpack: ['one.bin', 'two.bin'],
};

let server: LocalServer;
let folder = '';
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oneiros-get-'));
  server.files.clear();
  server.ranges.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const get = (archives: readonly RemoteFile[] = [described], from = server.url): Promise<DownloadReport> =>
  downloadImages({ name: 'cifar10', folder, from, archives, connection: { retries: 0 } });

describe('downloadImages', () => {
  it('fetches, checks and unpacks an archive, and notes the checksums of what it took', async () => {
    server.files.set('cifar.tar.gz', { bytes: archive, etag: '"a"' });
    expect(await get()).toEqual({ folder, fetched: ['one.bin', 'two.bin'], kept: [] });
    expect(readdirSync(folder).sort()).toEqual(['SHA256SUMS', 'one.bin', 'two.bin']);
    expect(new Uint8Array(readFileSync(join(folder, 'one.bin')))).toEqual(batch);
  });

  it('keeps what is there and right, and fetches again what was changed', async () => {
    server.files.set('cifar.tar.gz', { bytes: archive, etag: '"a"' });
    await get();
    expect(await get()).toEqual({ folder, fetched: [], kept: ['one.bin', 'two.bin'] });
    expect(server.ranges.length).toBe(1);
    writeFileSync(join(folder, 'one.bin'), 'changed');
    expect((await get([described], `${server.url}cifar.tar.gz`)).fetched).toEqual(['one.bin', 'two.bin']);
    expect(new Uint8Array(readFileSync(join(folder, 'one.bin')))).toEqual(batch);
  });

  it('fetches plain files one by one', async () => {
    const files = ['a.gz', 'b.gz'].map((name, i) => ({ url: '', name, md5: md5Of(batch.subarray(i)), bytes: 1 }));
    files.forEach(({ name }, i) => server.files.set(name, { bytes: batch.subarray(i) }));
    expect((await get(files)).fetched).toEqual(['a.gz', 'b.gz']);
    expect((await get(files)).kept).toEqual(['a.gz', 'b.gz']);
  });

  it('leaves no file of a wrong or hostile archive', async () => {
    server.files.set('cifar.tar.gz', { bytes: archive.subarray(0, archive.length - 1) });
    await expect(get()).rejects.toThrow(ChecksumError);
    const hostile = writeTarGz([{ path: '../one.bin', bytes: batch }]);
    server.files.set('cifar.tar.gz', { bytes: hostile });
    await expect(get([{ ...described, md5: md5Of(hostile) }])).rejects.toThrow(MalformedFileError);
    expect(readdirSync(folder).filter((name) => name.endsWith('.bin'))).toEqual([]);
  });

  it('says which files an archive lacks', async () => {
    server.files.set('cifar.tar.gz', { bytes: archive });
    await expect(get([{ ...described, unpack: ['one.bin', 'six.bin'] }])).rejects.toThrow(
      /expected the files six\.bin/,
    );
  });

  it('refuses sources that are no web address', async () => {
    await expect(get([described], 'file:///etc')).rejects.toThrow(InvalidArgumentError);
    await expect(get([described], 'nowhere')).rejects.toThrow(/starting with http/);
  });
});
