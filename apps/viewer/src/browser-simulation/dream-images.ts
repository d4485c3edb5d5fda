import type { Pictures, RunConfig } from '@oneiros/simulation';
import type { DreamImages } from '../source/run-source.ts';
import type { DreamOfTick } from './protocol.ts';

/** A sheet as panels draw it: 0..255 becomes -1..1. */
export function dreamImagesOf({ tick, sheet }: DreamOfTick, config: RunConfig): DreamImages {
  const [count, height, width, channels] = sheet.seen.shape as [number, number, number, number];
  return {
    ...{ tick, count, height, width, channels },
    rows: {
      seen: valuesOf(sheet.seen),
      reconstructed: valuesOf(sheet.reconstructed),
      nrem: valuesOf(sheet.nrem),
      rem: valuesOf(sheet.rem),
    },
    mixed: mixedColumns(count, config.replay.rem),
  };
}

const valuesOf = ({ data }: Pictures): Float32Array => Float32Array.from(data, (value) => value / 127.5 - 1);

/** A dream sheet mixes each image with those after it, the last followed by the first; none where REM dreams of noise alone. */
const mixedColumns = (count: number, { recent, previous, memories }: RunConfig['replay']['rem']): number[][] =>
  Array.from({ length: count }, (_, column) => {
    const older = previous > 0 ? Array.from({ length: memories - 1 }, (_, i) => (column + i + 1) % count) : [];
    return [...new Set([...(recent > 0 ? [column] : []), ...older])];
  });
