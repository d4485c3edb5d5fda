/**
 * Sets up and replays golden fixtures.
 *
 *   node scripts/golden.mjs [DIR] [--backend auto|onednn|tensorflow|webgpu|cpu] [--only NAME]...
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

setUp();
const main = join(root, 'test', 'dist', 'golden', 'main.js');
const { status } = spawnSync(process.execPath, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
