import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { ConfigFileError } from '../errors.ts';
import { isPlainObject, type ConfigLayer } from './config-layer.ts';

/** The file of a folder whose keys hold for every run started there. */
export const projectFile = 'oneiros.yaml';

/**
 * @param origin how messages and `config show` name it; the path unless given.
 * @throws ConfigFileError where it is missing or is no YAML mapping, with line and column.
 */
export async function readConfigFile(path: string, origin = path): Promise<ConfigLayer> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new ConfigFileError(path, missing ? 'there is no such file' : (error as Error).message, missing);
  }
  const document = parseDocument(text);
  const problem = document.errors[0];
  if (problem !== undefined) throw new ConfigFileError(path, problem.message.trim());
  const values: unknown = document.toJS() ?? {};
  if (!isPlainObject(values)) throw new ConfigFileError(path, 'expected keys and values, got something else');
  return { origin, values };
}

/** The layer of `oneiros.yaml` in the working directory, or none where there is no such file. */
export async function readProjectFile(): Promise<ConfigLayer[]> {
  try {
    return [await readConfigFile(projectFile)];
  } catch (error) {
    if (error instanceof ConfigFileError && error.missing) return [];
    throw error;
  }
}
