import { existsSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { RunConfig } from '@oneiros/simulation';

/** What the name of a run without --out is made of. */
export interface RunNaming {
  readonly preset?: string;
  readonly config?: string;
}

/** @returns what a configuration is called after: its preset, its file, or its images. */
export const baseName = ({ data }: Pick<RunConfig, 'data'>, { preset, config }: RunNaming): string =>
  preset ?? (config === undefined ? data.name : basename(config, extname(config)));

/** @returns `runs/NAME-CONDITION-SEED`, with a number behind where such a run exists. */
export function freeRunFolder(config: RunConfig, naming: RunNaming): string {
  const { condition, seed } = config;
  const name = baseName(config, naming);
  const folder = join('runs', `${name}-${condition}-${seed}`);
  for (let number = 2; ; number++) {
    const candidate = number === 2 && !existsSync(folder) ? folder : `${folder}-${number}`;
    if (!existsSync(candidate)) return candidate;
  }
}
