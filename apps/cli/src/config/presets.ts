import { fileURLToPath } from 'node:url';

/** Configurations that come with the program, each a commented file in `apps/cli/presets`. */
export const presetNames = ['demo', 'tiny', 'by-class', 'by-domain'] as const;
export type PresetName = (typeof presetNames)[number];

/** @returns the path of a preset's file. */
export const presetFile = (name: PresetName): string =>
  fileURLToPath(new URL(`../../presets/${name}.yaml`, import.meta.url));
