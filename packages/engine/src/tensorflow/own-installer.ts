import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { NpmPin } from '../added-engine/pins.ts';
import { runCommand } from '../added-engine/run-command.ts';

const minutes = 60_000;

/**
 * The host that tfjs-node's own installer downloads from, as its package (or its environment variable) names it.
 *
 * @param packageFolder the unpacked tfjs-node.
 */
export async function downloadHostOf(packageFolder: string): Promise<string> {
  const set = process.env['TFJS_NODE_CDN_STORAGE'] || process.env['CDN_STORAGE'];
  if (set) return set;
  const description = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    binary: { host: string };
  };
  return new URL(description.binary.host).origin;
}

/** Whether any answer comes from there within the time; its content does not matter. */
export async function answers(url: string, timeoutMs: number): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs tfjs-node with all its dependencies and runs its own installer, which fetches TensorFlow's C library and a
 * prebuilt binding. npm alone would not run it: it runs no dependency's script unasked.
 *
 * @param folder receives `node_modules`.
 * @returns the binding, below `folder`.
 * @throws CommandFailedError.
 */
export async function runOwnInstaller(pin: NpmPin, archive: string, folder: string, gpu: boolean): Promise<string> {
  const npm = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', archive];
  await runCommand('npm', npm, { timeoutMs: 10 * minutes, advice: 'npm comes with Node.', cwd: folder });
  const packageFolder = join(folder, 'node_modules', pin.name);
  const binaries = join(folder, 'node_modules', '.bin');
  await runCommand(process.execPath, ['scripts/install.js', ...(gpu ? ['gpu', 'download'] : [])], {
    cwd: packageFolder,
    timeoutMs: 20 * minutes,
    advice: '',
    environment: { ...process.env, PATH: `${binaries}${delimiter}${process.env['PATH'] ?? ''}` },
  });
  return `node_modules/${pin.name}/lib/napi-v8/tfjs_binding.node`;
}
