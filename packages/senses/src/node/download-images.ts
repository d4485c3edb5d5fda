import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InvalidArgumentError, MalformedFileError } from '../errors.ts';
import { checksumOf } from './checksum.ts';
import { downloadFile, type DownloadProgress, type DownloadRequest } from './download-file.ts';
import { KNOWN_SETS, type KnownSetName, type RemoteFile } from './known-sets.ts';
import { checkSums, SUMS_FILE, writeSums } from './sums-file.ts';
import { readTarGz } from './tar.ts';

/** What to fetch, and whereto. */
export interface DownloadOptions {
  readonly name: KnownSetName;
  /** Made where it is missing. */
  readonly folder: string;
  /** Another folder of the same files on the web (or the very file); the official place by default. */
  readonly from?: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
  readonly connection?: Pick<DownloadRequest, 'retries' | 'retryDelayMs' | 'silenceMs'>;
  /** The files to fetch in place of the published ones; the library's own tests serve small ones. */
  readonly archives?: readonly RemoteFile[];
}

/** What a download left behind. */
export interface DownloadReport {
  readonly folder: string;
  readonly fetched: readonly string[];
  /** There already, and checked. */
  readonly kept: readonly string[];
}

/**
 * Fetches the official files of an image set, each resumed, checked and then put in place; files that are there already
 * and right are kept.
 *
 * @throws DownloadError, ChecksumError, MalformedFileError, InvalidArgumentError
 */
export async function downloadImages(options: DownloadOptions): Promise<DownloadReport> {
  const { name, folder } = options;
  const known = KNOWN_SETS[name] as (typeof KNOWN_SETS)[KnownSetName] | undefined;
  if (!known) throw new InvalidArgumentError('the image set', `one of ${Object.keys(KNOWN_SETS).join(', ')}`, name);
  await mkdir(folder, { recursive: true });
  const fetched: string[] = [];
  const kept: string[] = [];
  for (const archive of options.archives ?? known.archives) {
    const files = archive.unpack ?? [archive.name];
    if (await isThere(folder, archive)) {
      kept.push(...files);
      continue;
    }
    const to = join(folder, archive.name);
    await downloadFile({
      url: sourceOf(archive, options.from),
      to,
      md5: archive.md5,
      ...options.connection,
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    if (archive.unpack) {
      await unpackArchive(to, folder, archive.unpack);
      await rm(to);
    }
    fetched.push(...files);
  }
  return { folder, fetched, kept };
}

function sourceOf(archive: RemoteFile, from: string | undefined): string {
  if (from === undefined) return archive.url;
  if (!URL.canParse(from) || !/^https?:/.test(from)) {
    throw new InvalidArgumentError('the source', 'an address starting with http:// or https://', from);
  }
  return from.endsWith(`/${archive.name}`) ? from : `${from.replace(/\/$/, '')}/${archive.name}`;
}

/** An archive that was unpacked is known by the sums that were noted then; a plain file by its checksum. */
async function isThere(folder: string, archive: RemoteFile): Promise<boolean> {
  if (archive.unpack) return (await checkSums(folder, archive.unpack)).every(({ state }) => state === 'right');
  return checksumOf(join(folder, archive.name), 'md5').then(
    (found) => found === archive.md5,
    () => false,
  );
}

/** Takes `wanted` out of an archive, whatever folder it has them in, and notes their checksums. */
async function unpackArchive(file: string, folder: string, wanted: readonly string[]): Promise<void> {
  const sums = new Map<string, string>();
  for await (const { path, bytes } of readTarGz(file)) {
    const name = basename(path);
    if (!wanted.includes(name) || sums.has(name)) continue;
    sums.set(name, createHash('sha256').update(bytes).digest('hex'));
    await writeWhole(join(folder, name), bytes);
  }
  const missing = wanted.filter((name) => !sums.has(name));
  if (missing.length > 0) {
    const expected = `the files ${missing.join(', ')} in the archive`;
    throw new MalformedFileError({ file, offset: 0, expected, found: 'none of that name' });
  }
  await writeSums(join(folder, SUMS_FILE), sums);
}

async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(`${file}.tmp`, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.tmp`, file);
}
