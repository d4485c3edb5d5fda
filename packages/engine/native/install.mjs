/**
 * After an installation from an archive: builds the native back end where the one that the archive brought does not fit,
 * and otherwise does nothing. It never fails, because everything else works without; `oneiros doctor` says what is missing.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
/** In a process of its own: a library that does not fit may end it. */
const loads = spawnSync(
  process.execPath,
  [
    '--input-type=module',
    '-e',
    `import { describeBackends } from ${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)};
     const backends = await describeBackends();
     process.exit(backends.some(({ name, available }) => name === 'onednn' && available) ? 0 : 1);`,
  ],
  { stdio: 'ignore' },
);
if (loads.status !== 0) spawnSync(process.execPath, [path.join(folder, 'build.mjs')], { stdio: 'inherit' });
