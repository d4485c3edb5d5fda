/**
 * Sets up and compares our numbers with those of established packages.
 *
 *   node scripts/peers.mjs [--latents DIR] [--only NAME] [--python PROGRAM]
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

setUp();
const main = join(root, 'test', 'dist', 'peers', 'main.js');
const { status } = spawnSync(process.execPath, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
