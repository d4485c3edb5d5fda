import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where added engines live: ONEIROS_CACHE, else the XDG cache folder's `oneiros`, else `~/.cache/oneiros`; outside the
 * checkout, so that every checkout shares one copy.
 */
export function enginesFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const cache =
    environment['ONEIROS_CACHE'] || join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'oneiros');
  return join(cache, 'engines');
}

/** The folder of the `tensorflow` back end; it exists complete or not at all. */
export const tensorflowFolder = (environment: NodeJS.ProcessEnv = process.env): string =>
  join(enginesFolder(environment), 'tensorflow');
