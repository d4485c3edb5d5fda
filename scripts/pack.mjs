/**
 * Makes one archive of the command line: `npm install oneiros-cli-VERSION.tgz` gives the command `oneiros` anywhere. It holds
 * every package of this workspace, the sources of the native back end, and on x86-64 Linux a build of it over oneDNN 3 from
 * PyPI. Ends with the archive's path on stdout.
 *
 *   node scripts/pack.mjs [--out FOLDER] [--without-prebuilt] [--built]
 *
 * With --built it packs what is built already instead of building first.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root, setUp } from './setup.mjs';

const { values } = parseArgs({
  options: { out: { type: 'string' }, 'without-prebuilt': { type: 'boolean' }, built: { type: 'boolean' } },
});
const out = resolve(values.out ?? join(root, 'build'));
const staging = join(root, 'build', 'package');
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const write = (file, content) => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);

/** What an installed package needs of itself; sources and tests stay behind, and so does what the compiler noted. */
const wanted = ['README.md', 'LICENSE', 'bin', 'dist', 'native', 'peer', 'presets'];
const isWanted = (path) => !/[.](tsbuildinfo|map)$|[/\\]test$/.test(path);
function copyPackage(folder, to) {
  mkdirSync(to, { recursive: true });
  for (const name of wanted.filter((entry) => existsSync(join(folder, entry)))) {
    cpSync(join(folder, name), join(to, name), { recursive: true, filter: isWanted });
  }
}

/** The fields of a manifest that an installation reads. */
function published({ name, version, license, type, exports, bin, dependencies }) {
  return { name, version, license, type, exports, bin, dependencies };
}

/** @returns the newest GLIBC version that files ask for */
function newestGlibc(files) {
  const asked = files.flatMap((file) => {
    const symbols = execFileSync('objdump', ['-T', file], { encoding: 'utf8', maxBuffer: 1 << 28 });
    return [...symbols.matchAll(/GLIBC_(\d+)[.](\d+)/g)].map(([, major, minor]) => [Number(major), Number(minor)]);
  });
  return asked
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .at(-1)
    .join('.');
}

/** Where this system keeps GNU OpenMP, which slim systems lack. */
function openmpLibrary() {
  const compiler = process.env.CXX ?? 'g++';
  const found = execFileSync(compiler, ['-print-file-name=libgomp.so.1'], { encoding: 'utf8' }).trim();
  if (!found.includes('/')) throw new Error(`Expected libgomp.so.1 beside ${compiler}, found none.`);
  return realpathSync(found);
}

const notices = `# What this folder holds, and under which licences

- \`addon/oneiros_engine.node\`: Oneiros (MIT), with node-addon-api (MIT).
- \`library/lib/libdnnl.so.3\`: oneDNN (Apache 2.0), unchanged from PyPI's \`onednn-cpu-gomp\`; its licence and those of what it
  contains are in \`library/share/doc/onednn\`.
- \`library/lib/libgomp.so.1\`: GNU OpenMP (GPL 3 with the GCC Runtime Library Exception, https://www.gnu.org/licenses/gcc-exception-3.1),
  unchanged from the distribution's GCC; its source is at https://gcc.gnu.org.
`;

/** The native back end over a oneDNN of its own, as `oneiros engine add onednn` makes it. */
function addPrebuilt(engineFolder) {
  // Kept, so that packing again fetches nothing.
  const cache = join(root, 'build', 'pack-cache');
  const oneiros = join(root, 'apps', 'cli', 'bin', 'oneiros.js');
  const environment = { ...process.env, ONEIROS_CACHE: cache };
  const added = spawnSync(process.execPath, [oneiros, 'engine', 'add', 'onednn'], {
    env: environment,
    stdio: ['ignore', 2, 2],
  });
  if (added.status !== 0) process.exit(1);
  const engine = join(cache, 'engines', 'onednn');
  const binding = join(engine, read(join(engine, 'engine.json')).binding, '..');
  const target = join(engineFolder, 'prebuilt', `${process.platform}-${process.arch}`);
  const library = join(target, 'library', 'lib');
  cpSync(binding, join(target, 'addon'), { recursive: true });
  mkdirSync(library, { recursive: true });
  cpSync(join(engine, 'library', 'lib', 'libdnnl.so.3'), join(library, 'libdnnl.so.3'));
  cpSync(openmpLibrary(), join(library, 'libgomp.so.1'));
  cpSync(join(engine, 'library', 'share'), join(target, 'library', 'share'), { recursive: true });
  writeFileSync(join(target, 'NOTICES.md'), notices);
  const libraries = readdirSync(library).map((name) => join(library, name));
  const glibc = newestGlibc([join(target, 'addon', 'oneiros_engine.node'), ...libraries]);
  const stamp = join(target, 'addon', 'stamp.json');
  const { onednn, compiler } = read(stamp);
  write(stamp, { onednn, compiler, glibc });
}

if (!values.built) setUp();
rmSync(staging, { recursive: true, force: true });
const cli = join(root, 'apps', 'cli');
copyPackage(cli, staging);
cpSync(join(root, 'LICENSE'), join(staging, 'LICENSE'));
// The viewer's page, for `oneiros view`.
cpSync(join(root, 'apps', 'viewer', 'dist', 'site'), join(staging, 'site'), { recursive: true });
const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
const manifests = packages.map((folder) => ({ folder, manifest: read(join(folder, 'package.json')) }));
for (const { folder, manifest } of manifests) {
  const to = join(staging, 'node_modules', manifest.name);
  copyPackage(folder, to);
  write(join(to, 'package.json'), published(manifest));
}
if (process.platform === 'linux' && process.arch === 'x64' && !values['without-prebuilt']) {
  addPrebuilt(join(staging, 'node_modules', '@oneiros', 'engine'));
}
const manifest = read(join(cli, 'package.json'));
const own = Object.fromEntries(manifests.map(({ manifest: { name, version } }) => [name, version]));
// Dependencies of every package, so that the installer need not look into those that the archive brings.
// The workspace's overrides are dependencies of their own here: in a package that is installed npm does not look at overrides.
const dependencies = Object.assign(
  {},
  read(join(root, 'package.json')).overrides,
  ...manifests.map((each) => each.manifest.dependencies),
  manifest.dependencies,
  own,
);
write(join(staging, 'package.json'), {
  ...published(manifest),
  description: read(join(root, 'package.json')).description,
  engines: read(join(root, 'package.json')).engines,
  scripts: { postinstall: 'node node_modules/@oneiros/engine/native/install.mjs' },
  dependencies: Object.fromEntries(Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1))),
  bundleDependencies: Object.keys(own),
});
mkdirSync(out, { recursive: true });
const parameters = ['pack', staging, '--json', '--ignore-scripts', '--pack-destination', out];
const [packed] = JSON.parse(execFileSync('npm', parameters, { encoding: 'utf8', maxBuffer: 1 << 26, cwd: root }));
console.error(
  `pack: ${packed.entryCount} files, ${(packed.size / 1e6).toFixed(0)} MB, ${packed.bundled.length} packages brought along`,
);
console.log(join(out, packed.filename));
