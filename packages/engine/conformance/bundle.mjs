/**
 * Bundles tfjs-core's tests, whose modules import each other without file endings and so do not load in Node as they are.
 * The bundle has a copy of tfjs-core of its own; engine, kernels and gradients live in globals that all copies share, and
 * that is where the back end under test was registered.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { rolldown } from 'rolldown';

const require = createRequire(import.meta.url);
const coreFolder = path.dirname(require.resolve('@tensorflow/tfjs-core/package.json'));

const quiet = { logLevel: 'silent', platform: 'node' };

/** Every `_test.js` of tfjs-core below `dist/`, without that ending. */
export function allSuites() {
  const found = [];
  const visit = (folder) => {
    for (const entry of readdirSync(path.join(coreFolder, 'dist', folder), { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) visit(name);
      else if (name.endsWith('_test.js')) found.push(name.slice(0, -'_test.js'.length));
    }
  };
  visit('.');
  return found.sort();
}

/** @returns the path of a CommonJS file that declares the suites when it is required after jasmine's globals exist. */
export async function bundleSuites(suites, folder) {
  mkdirSync(folder, { recursive: true });
  const entry = path.join(folder, 'entry.js');
  const from = (name) => JSON.stringify(path.join(coreFolder, 'dist', name));
  const missing = suites.filter((name) => !existsSync(path.join(coreFolder, 'dist', `${name}_test.js`)));
  if (missing.length > 0) throw new Error(`tfjs-core has no test file for: ${missing.join(', ')}`);
  const lines = [
    `import ${from('index.js')};`,
    `import ${from('public/chained_ops/register_all_chained_ops.js')};`,
    `import { setTestEnvs } from ${from('jasmine_util.js')};`,
    // The environments must be known before the suites are declared, and imports run first: hence the calls below.
    `export const start = (environments, names) => { setTestEnvs(environments); for (const name of names) suites[name](); };`,
    'const suites = {',
    ...suites.map((name) => `  ${JSON.stringify(name)}: () => require(${from(`${name}_test.js`)}),`),
    '};',
  ];
  writeFileSync(entry, lines.join('\n'));
  const bundle = await rolldown({ ...quiet, input: entry, external: [/^jasmine-core/, /^node-fetch/, /^node:/] });
  const file = path.join(folder, 'suites.cjs');
  await bundle.write({ file, format: 'cjs' });
  return file;
}

/**
 * @param folder two levels below the package, as the sources are: the engine finds its addon relative to itself
 * @returns the path of an ES module with the engine package, made from its sources
 */
export async function bundleEngine(sourceFolder, folder) {
  const bundle = await rolldown({
    ...quiet,
    input: path.join(sourceFolder, 'index.ts'),
    external: [/^@tensorflow\//, /^node:/],
  });
  const file = path.join(folder, 'engine.mjs');
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  return file;
}
