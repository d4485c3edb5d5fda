/**
 * Sets up and lives through one small night of perturbed and adversarial dreaming.
 *
 *   node scripts/night.mjs [options of `oneiros run`]
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

setUp();
const oneiros = join(root, 'apps', 'cli', 'bin', 'oneiros.js');
const night = spawn(process.execPath, [oneiros, 'run', '--preset', 'demo', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// A terminal sends its signals to both processes: this one only waits for the night to end in its own way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGUSR2']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT') night.kill(signal);
  });
}
night.on('exit', (code) => {
  process.exitCode = code === null ? 1 : code;
});
