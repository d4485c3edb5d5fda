import type { Pictures } from '@oneiros/simulation';
import type { DreamImages } from '../source/run-source.ts';
import type { DreamOfTick } from './protocol.ts';

/** A sheet as panels draw it: 0..255 becomes -1..1. */
export function dreamImagesOf({ tick, sheet }: DreamOfTick): DreamImages {
  const [count, height, width, channels] = sheet.seen.shape as [number, number, number, number];
  return {
    ...{ tick, count, height, width, channels },
    rows: {
      seen: valuesOf(sheet.seen),
      reconstructed: valuesOf(sheet.reconstructed),
      nrem: valuesOf(sheet.nrem),
      rem: valuesOf(sheet.rem),
    },
    mixtures: sheet.mixtures,
  };
}

const valuesOf = ({ data }: Pictures): Float32Array => Float32Array.from(data, (value) => value / 127.5 - 1);
