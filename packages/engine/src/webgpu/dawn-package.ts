import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The optional npm package that carries Dawn, in the version that is tried here. */
export const dawnPackage = 'webgpu@0.6.2';

/**
 * The command that adds Dawn where this package finds it: to the project that it is installed in, or beside its global installation.
 *
 * @param here a file of this package
 */
export function commandToAddDawn(here = fileURLToPath(import.meta.url)): string {
  const parts = here.split(`${sep}node_modules${sep}`);
  if (parts.length === 1) return `npm install --no-save ${dawnPackage}`; // a checkout
  const project = parts[0]!;
  if (!existsSync(join(project, 'package.json'))) return `npm install --global ${dawnPackage}`;
  return `npm install --prefix ${/^[\w/.:\\-]+$/.test(project) ? project : JSON.stringify(project)} ${dawnPackage}`;
}
