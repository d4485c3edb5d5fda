import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
  readonly origin: 'built here' | 'prebuilt';
  readonly file: string;
  readonly stamp: BuildStamp;
}

/** `src/onednn` and `dist/onednn` lie equally deep, so that one path serves both. */
export const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

const inWorkspace = existsSync(join(packageFolder, 'src'));
const build = inWorkspace
  ? 'npm run build:native -w @oneiros/engine'
  : `node ${join(packageFolder, 'native', 'build.mjs')} --check`;
const install =
  'Install a C++17 compiler and oneDNN (Debian: apt-get install g++ libdnnl-dev; Fedora: dnf install gcc-c++ onednn-devel; ' +
  `macOS: brew install onednn libomp), then: ${build}`;

export const unavailable = (reason: string, advice: string): BackendUnavailableError =>
  new BackendUnavailableError('onednn', reason, advice);

const readStamp = (folder: string): BuildStamp | undefined => {
  const file = join(folder, 'stamp.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BuildStamp) : undefined;
};
const addonIn = (folder: string): string => join(folder, 'oneiros_engine.node');

/**
 * The build of the addon that is to be loaded.
 * @throws BackendUnavailableError where there is none, with the reason that the last build gave
 */
export function findAddonBuild(folder = packageFolder): AddonBuild {
  const built = join(folder, 'build');
  const stamp = readStamp(built);
  if (stamp && stamp.failed === undefined && existsSync(addonIn(built)))
    return { origin: 'built here', file: addonIn(built), stamp };
  if (stamp?.failed !== undefined) throw unavailable(`its build failed (${stamp.failed})`, install);
  throw unavailable('it is not built', `Build it with: ${build}`);
}

/** What to say where the system's loader refuses a build. */
export const refused = (message: string): BackendUnavailableError =>
  message.startsWith('ONEIROS_ISA')
    ? unavailable(message, 'Unset ONEIROS_ISA, or set it to one of them.')
    : unavailable(`the system's loader refuses it (${message})`, install);
