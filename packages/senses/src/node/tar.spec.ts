import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MalformedFileError, SensesError } from '../errors.ts';
import { CAMPAIGN_RUNS, damaged } from './test-support/campaign.ts';
import { writeTar, writeTarGz } from './test-support/tar-writer.ts';
import { readTarGz, type TarEntry } from './tar.ts';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'oneiros-tar-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const read = async (bytes: Uint8Array): Promise<TarEntry[]> => {
  const file = join(folder, 'a.tar.gz');
  writeFileSync(file, bytes);
  const entries: TarEntry[] = [];
  for await (const entry of readTarGz(file)) entries.push(entry);
  return entries;
};
const content = Uint8Array.from({ length: 1500 }, (_, i) => i % 256);

describe('readTarGz', () => {
  it('gives the files of an archive, folders passed over', async () => {
    const entries = await read(
      writeTarGz([
        { path: 'set/', type: '5' },
        { path: 'set/a.bin', bytes: content },
        { path: 'set/empty' },
        { path: 'b', bytes: content.subarray(0, 512) },
      ]),
    );
    expect(entries.map(({ path }) => path)).toEqual(['set/a.bin', 'set/empty', 'b']);
    expect(entries.map(({ bytes }) => bytes.length)).toEqual([1500, 0, 512]);
    expect(entries[0]!.bytes).toEqual(content);
  });

  it.each(['../a', '/etc/passwd', 'a/../../b', 'C:/a', 'a\\b'])('refuses the path %s', async (path) => {
    await expect(read(writeTarGz([{ path, bytes: content }]))).rejects.toThrow(
      /expected a path inside the archive's folder/,
    );
  });

  it('refuses links', async () => {
    await expect(read(writeTarGz([{ path: 'a', type: '2' }]))).rejects.toThrow(
      /files and folders only, found .* type "2"/,
    );
  });

  it('refuses sizes beyond what it holds, without allocating them', async () => {
    await expect(read(writeTarGz([{ path: 'a', claims: 2 ** 32 }]))).rejects.toThrow(
      /at most 67108864 bytes, found 4294967296/,
    );
    await expect(read(writeTarGz([{ path: 'a', claims: 2 ** 25 }]))).rejects.toThrow(/expected 33554432 more bytes/);
  });

  it('names the place where a torn archive ends', async () => {
    const torn = writeTar([{ path: 'a', bytes: content }]).subarray(0, 1000);
    await expect(read(gzipSync(torn))).rejects.toThrow(/a\.tar\.gz, byte 512: .*found the end 1048 bytes early/); // 1536 - 488
    const archive = writeTarGz([{ path: 'a', bytes: content }]);
    await expect(read(archive.subarray(0, archive.length - 20))).rejects.toThrow(MalformedFileError);
  });

  it('ends well on damaged archives', async () => {
    const tar = writeTar([
      { path: 'set/a.bin', bytes: content },
      { path: 'b', bytes: content },
    ]);
    await fc.assert(
      fc.asyncProperty(damaged(tar), async (bytes) => {
        const error: unknown = await read(gzipSync(bytes)).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(error === undefined || error instanceof SensesError).toBe(true);
      }),
      { numRuns: CAMPAIGN_RUNS / 4 },
    );
  });
});
