import { fileURLToPath } from 'node:url';

/** Where fixtures, images and hypnograms lie: ONEIROS_SHARED, or `shared` beside the repository. */
export const sharedFolder = (): string =>
  process.env['ONEIROS_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));
