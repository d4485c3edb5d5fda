import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const shared = process.env['ONEIROS_SHARED'] ?? resolve(import.meta.dirname, '../../../../../../shared');

export const hypnogramsFolder = join(shared, 'hypnograms');

export const hasHypnograms = existsSync(hypnogramsFolder);

export const NO_HYPNOGRAMS = 'needs the shared hypnograms (ONEIROS_SHARED or ../shared)';
