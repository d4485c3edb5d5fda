import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onednnFolder } from '../added-engine/engine-folder.ts';
import { BackendUnavailableError } from '../errors.ts';

/** `stamp.json`, which `native/build.mjs` leaves beside what it made, or in place of it. */
export interface BuildStamp {
  /** Why there is nothing. */
  readonly failed?: string;
  readonly compiler?: string;
  /** The version of oneDNN whose headers were compiled. */
  readonly onednn?: string;
  /** The oldest C library that it loads with, such as 2.34; absent where it was never to leave its machine. */
  readonly glibc?: string;
}

/** A build of the addon that can be tried. */
export interface AddonBuild {
  readonly origin: 'added' | 'built here' | 'prebuilt';
  readonly file: string;
  readonly stamp: BuildStamp;
}

/** `src/onednn` and `dist/onednn` lie equally deep, so that one path serves both. */
export const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

const add = 'oneiros engine add onednn';
const inWorkspace = existsSync(join(packageFolder, 'src'));
const build = inWorkspace
  ? 'npm run build:native -w @oneiros/engine'
  : `node ${join(packageFolder, 'native', 'build.mjs')} --check`;
const install =
  'Install a C++17 compiler and oneDNN (Debian: apt-get install g++ libdnnl-dev; Fedora: dnf install gcc-c++ onednn-devel; ' +
  `macOS: brew install onednn libomp), then: ${build}. With a compiler and python3 alone, on Linux: ${add}`;

export const unavailable = (reason: string, advice: string): BackendUnavailableError =>
  new BackendUnavailableError('onednn', reason, advice);

const readStamp = (folder: string): BuildStamp | undefined => {
  const file = join(folder, 'stamp.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BuildStamp) : undefined;
};
const addonIn = (folder: string): string => join(folder, 'oneiros_engine.node');

/** Sources of the addon, below the folder of the package. */
const sourcesIn = (folder: string): string[] =>
  readdirSync(join(folder, 'native'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /[.](cc|h|mjs)$/.test(name) && !/(^|[\\/])test[\\/]/.test(name))
    .sort();

/**
 * Where an added engine keeps the addon of this package, below its own folder: under a digest of the sources, because an
 * addon of others would load and answer wrongly.
 */
export function addedBinding(folder = packageFolder): string {
  const hash = createHash('sha256');
  for (const name of sourcesIn(folder)) hash.update(name).update(readFileSync(join(folder, 'native', name)));
  return `addon-${hash.digest('hex').slice(0, 16)}/oneiros_engine.node`;
}

/** The C library of this process, such as 2.36; undefined where it is another than GNU's. */
const glibcHere = (): string | undefined =>
  (process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }).header.glibcVersionRuntime;

/** Whether a version is at least another, both of two numbers. */
export function isVersionAtLeast(version: string, wanted: string): boolean {
  const [[major = 0, minor = 0], [wantedMajor = 0, wantedMinor = 0]] = [version, wanted].map((text) =>
    text.split('.').map(Number),
  ) as [number[], number[]];
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** Why the addon that a package brought does not fit here; undefined where it does. */
function misfit({ glibc }: BuildStamp): string | undefined {
  if (glibc === undefined) return undefined;
  const here = glibcHere();
  if (here === undefined) return `the prebuilt one needs the GNU C library ${glibc}, this system has another`;
  if (isVersionAtLeast(here, glibc)) return undefined;
  return `the prebuilt one needs the GNU C library ${glibc}, this system has ${here}`;
}

/**
 * The build of the addon that is to be loaded: that over a oneDNN that was added, else that which was built in this
 * package, else that which the package brought for this platform.
 *
 * @throws BackendUnavailableError where there is none, with the reason that the last build gave
 */
export function findAddonBuild(folder = packageFolder, added = onednnFolder()): AddonBuild {
  const addedFile = existsSync(added) ? join(added, addedBinding(folder)) : undefined;
  if (addedFile !== undefined && existsSync(addedFile))
    return { origin: 'added', file: addedFile, stamp: readStamp(dirname(addedFile)) ?? {} };

  const built = join(folder, 'build');
  const stamp = readStamp(built);
  if (stamp && stamp.failed === undefined && existsSync(addonIn(built)))
    return { origin: 'built here', file: addonIn(built), stamp };

  const prebuilt = join(folder, 'prebuilt', `${process.platform}-${process.arch}`, 'addon');
  const brought = readStamp(prebuilt);
  const reason = brought && misfit(brought);
  if (brought && reason === undefined) return { origin: 'prebuilt', file: addonIn(prebuilt), stamp: brought };

  if (addedFile !== undefined)
    throw unavailable('the added oneDNN holds the addon of another version', 'Add it anew: oneiros engine add onednn.');
  if (stamp?.failed !== undefined) throw unavailable(`its build failed (${stamp.failed})`, install);
  throw unavailable(reason ?? 'it is not built', `Build it with: ${build}; or, without root: ${add}`);
}

/** What to say where the system's loader refuses a build. */
export const refused = (message: string): BackendUnavailableError =>
  message.startsWith('ONEIROS_ISA')
    ? unavailable(message, 'Unset ONEIROS_ISA, or set it to one of them.')
    : unavailable(`the system's loader refuses it (${message})`, install);
