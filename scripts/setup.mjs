/**
 * Makes a fresh clone ready: checks Node, installs what package-lock.json names, sees to oneDNN, builds.
 * Plain Node without dependencies. Every step is skipped when it is done already.
 *
 *   node scripts/setup.mjs
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a program in the repository with its output on stderr; @returns whether it succeeded. */
function succeeds(command, args, environment = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 2, 2],
  });
  return result.status === 0;
}

function fail(message) {
  console.error(`setup: ${message}`);
  process.exit(1);
}

/** @returns whether a version such as 20.19.0 is at least the other. */
export function isAtLeast(version, wanted) {
  const [a, b] = [version, wanted].map((text) => text.split('.').map(Number));
  for (let i = 0; i < b.length; i++) {
    if ((a[i] || 0) !== b[i]) return (a[i] || 0) > b[i];
  }
  return true;
}

function checkNode() {
  const wanted = '20.19.0';
  if (!isAtLeast(process.versions.node, wanted)) {
    fail(
      `Oneiros needs Node ${wanted} or later; this is ${process.versions.node}. Install a newer one: https://nodejs.org`,
    );
  }
}

/** Whether node_modules holds what the lock file names; npm notes what it installed in a lock file of its own. */
function isInstalled() {
  const noted = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(noted)) return false;
  const installed = JSON.parse(readFileSync(noted, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, peer, link }]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    if (found === undefined) return Boolean(optional || peer);
    return Boolean(link) || found.version === version;
  });
}

function installPackages() {
  if (isInstalled()) return;
  console.error('setup: npm ci');
  if (!succeeds('npm', ['ci', '--no-audit', '--no-fund'])) fail('npm ci failed; its messages stand above.');
}

const oneDnnHeaders = [
  '/usr/include/dnnl.h',
  '/usr/include/oneapi/dnnl/dnnl.h',
  '/usr/local/include/dnnl.h',
  '/usr/local/include/oneapi/dnnl/dnnl.h',
  '/opt/homebrew/include/dnnl.h',
  '/opt/homebrew/include/oneapi/dnnl/dnnl.h',
];

const hasOneDnn = () =>
  oneDnnHeaders.some((path) => existsSync(path)) ||
  spawnSync('pkg-config', ['--exists', 'dnnl'], { stdio: 'ignore' }).status === 0;

export const isCommand = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

/** What the native back end is built from. */
function missingSystemPackages() {
  const missing = [];
  if (!hasOneDnn()) missing.push('libdnnl-dev');
  if (!isCommand('g++') && !isCommand('c++')) missing.push('g++');
  return missing;
}

/** Installs packages by apt-get; @returns false where there is none, or no right to. */
export function aptInstall(packages) {
  const isRoot = process.getuid !== undefined && process.getuid() === 0;
  const prefix = isRoot ? [] : ['sudo', '-n'];
  const mayInstall = isRoot || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (!isCommand('apt-get') || !mayInstall) return false;
  console.error(`setup: apt-get install ${packages.join(' ')}`);
  const apt = (...args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...args];
    return succeeds(command, rest, { DEBIAN_FRONTEND: 'noninteractive' });
  };
  const install = () => apt('install', '-y', '--no-install-recommends', ...packages);
  return install() || (apt('update') && install());
}

/** Installs what the native back end needs where that is possible, otherwise names the commands. */
function installSystemPackages() {
  const missing = missingSystemPackages();
  if (missing.length === 0 || aptInstall(missing)) return;
  fail(
    [
      `the native back end needs ${missing.join(', ')}, which could not be installed from here. Install them and run this again:`,
      '  Debian, Ubuntu: sudo apt-get install libdnnl-dev g++',
      '  Fedora:         sudo dnf install oneDNN-devel gcc-c++',
      '  macOS:          xcode-select --install; brew install onednn libomp',
    ].join('\n'),
  );
}

/** Runs Nx without its daemon; @returns whether every task succeeded. */
export function runNx(args, environment = {}) {
  const nx = join(root, 'node_modules', '.bin', 'nx');
  return succeeds(process.execPath, [nx, ...args], { NX_DAEMON: 'false', ...environment });
}

export function setUp() {
  checkNode();
  installPackages();
  installSystemPackages();
  if (!runNx(['run-many', '-t', 'build', '--outputStyle=static'])) fail('the build failed; its messages stand above.');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) setUp();
