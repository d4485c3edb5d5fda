import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { EngineDamagedError, EngineNotInstalledError } from './errors.ts';

/** A file of the engine, with its path below the engine's folder, always with forward slashes. */
export interface FileRecord {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Something that was fetched, with the checksum of what came. */
export interface FetchRecord {
  readonly what: string;
  readonly bytes: number;
  readonly checksum: string;
}

/** What `oneiros engine add` takes. */
export const engineNames = ['onednn', 'tensorflow'] as const;
export type EngineName = (typeof engineNames)[number];

/** `engine.json`: what was installed, from what, and what each file must hash to. */
export interface EngineManifest {
  readonly schema: 'oneiros/engine/1';
  readonly engine: EngineName;
  readonly gpu: boolean;
  /** `installer`: tfjs-node's own; `pypi`: binding built over the library of a wheel. */
  readonly source: 'installer' | 'pypi';
  readonly package: string;
  readonly packageVersion: string;
  readonly libraryVersion: string;
  /** Native binding, below the engine's folder. */
  readonly binding: string;
  readonly installedAt: string;
  readonly seconds: number;
  readonly fetched: readonly FetchRecord[];
  readonly files: readonly FileRecord[];
}

const manifestName = 'engine.json';
/** Size and time of each file when its checksum was last found right. */
const stampsName = 'verified.json';
type Stamps = Record<string, { bytes: number; mtimeMs: number }>;

/** An engine's folder is named after it. */
const nameOf = (folder: string): string => basename(folder);

/** @returns the hexadecimal SHA-256 of a file, read in pieces. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** @returns a record of every plain file below `folder`, in order of their paths. */
export async function recordFiles(folder: string): Promise<FileRecord[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const records: FileRecord[] = [];
  for (const path of paths.sort()) {
    const { size } = await stat(path);
    records.push({ path: relative(folder, path).split(sep).join('/'), bytes: size, sha256: await sha256Of(path) });
  }
  return records;
}

export async function writeManifest(folder: string, manifest: EngineManifest): Promise<void> {
  await writeFile(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** @throws EngineNotInstalledError without one, EngineDamagedError for one that cannot be read. */
export async function readManifest(folder: string): Promise<EngineManifest> {
  const path = join(folder, manifestName);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (await exists(folder))
      throw new EngineDamagedError(nameOf(folder), path, 'the folder is there but its manifest is missing');
    throw new EngineNotInstalledError(nameOf(folder), folder);
  }
  try {
    const manifest = JSON.parse(text) as EngineManifest;
    if (manifest.schema === 'oneiros/engine/1' && Array.isArray(manifest.files)) return manifest;
  } catch {
    throw new EngineDamagedError(nameOf(folder), path, 'expected JSON, found something else');
  }
  throw new EngineDamagedError(nameOf(folder), path, 'expected a manifest of schema oneiros/engine/1, found another');
}

/**
 * Compares every file with the manifest. A file whose size and time are those of the last good check is not hashed again
 * (TensorFlow's library has 850 MB, three seconds of hashing), unless `thorough`.
 *
 * @throws EngineDamagedError that names the first file that differs, with what was expected and found.
 */
export async function verifyFiles(folder: string, manifest: EngineManifest, thorough = false): Promise<void> {
  const known = thorough ? {} : await readStamps(folder);
  const stamps: Stamps = {};
  let hashed = 0;
  for (const file of manifest.files) {
    const path = join(folder, file.path);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined)
      throw new EngineDamagedError(manifest.engine, path, `expected ${file.bytes} bytes, the file is missing`);
    if (found.size !== file.bytes) {
      throw new EngineDamagedError(manifest.engine, path, `expected ${file.bytes} bytes, found ${found.size}`);
    }
    const stamp = known[file.path];
    if (stamp?.bytes !== found.size || stamp.mtimeMs !== found.mtimeMs) {
      hashed += 1;
      const actual = await sha256Of(path);
      if (actual !== file.sha256)
        throw new EngineDamagedError(manifest.engine, path, `expected SHA-256 ${file.sha256}, found ${actual}`);
    }
    stamps[file.path] = { bytes: found.size, mtimeMs: found.mtimeMs };
  }
  // A cache that cannot be written to is only slower: its files are hashed each time.
  if (hashed > 0) await writeFile(join(folder, stampsName), JSON.stringify(stamps)).catch(() => undefined);
}

async function readStamps(folder: string): Promise<Stamps> {
  try {
    return JSON.parse(await readFile(join(folder, stampsName), 'utf8')) as Stamps;
  } catch {
    return {};
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
