import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the loader leaves our tfjs for the cached tfjs-node to find. */
export const tfjsSymbol = Symbol.for('oneiros.tfjs');

const source = `const tf = globalThis[Symbol.for('oneiros.tfjs')];
if (tf === undefined) throw new Error('This copy of tfjs-node is loaded by Oneiros only.');
module.exports = tf;
`;

/** Names under which tfjs-node asks for tfjs. */
const names = ['tfjs', 'tfjs-core'];

/**
 * Puts packages beside the cached tfjs-node that hand out the tfjs of whoever loads it, and removes any other copy: two
 * copies of tfjs-core would keep two registries of kernels and two sets of tensors. They name no path, so one cache serves
 * many checkouts.
 */
export async function installShim(nodeModules: string): Promise<void> {
  const scope = join(nodeModules, '@tensorflow');
  const others = (await readdir(scope)).filter((name) => !/^tfjs-node/.test(name));
  for (const name of others) await rm(join(scope, name), { recursive: true, force: true });
  for (const name of names) {
    const folder = join(scope, name);
    await mkdir(folder);
    const description = { name: `@tensorflow/${name}`, version: '0.0.0', main: 'index.js' };
    await writeFile(join(folder, 'package.json'), `${JSON.stringify(description)}\n`);
    await writeFile(join(folder, 'index.js'), source);
  }
}
