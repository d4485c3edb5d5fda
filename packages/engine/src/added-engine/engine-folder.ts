import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * What can be had again at some cost: ONEIROS_CACHE, else the XDG cache folder's `oneiros`, else `~/.cache/oneiros`; outside
 * the checkout, so that every checkout shares one copy.
 */
export const cacheFolder = (environment: NodeJS.ProcessEnv = process.env): string =>
  environment['ONEIROS_CACHE'] || join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'oneiros');

/** Where added engines live. */
export const enginesFolder = (environment: NodeJS.ProcessEnv = process.env): string =>
  join(cacheFolder(environment), 'engines');

/** The folder of the `tensorflow` back end; it exists complete or not at all. */
export const tensorflowFolder = (environment: NodeJS.ProcessEnv = process.env): string =>
  join(enginesFolder(environment), 'tensorflow');

/** The folder of a oneDNN that was added, with the addon built against it; it exists complete or not at all. */
export const onednnFolder = (environment: NodeJS.ProcessEnv = process.env): string =>
  join(enginesFolder(environment), 'onednn');
