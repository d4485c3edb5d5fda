import type { Picture } from './canvas.ts';
import type { Panel } from './draw-sheet.ts';

/** Images of one kind as a run keeps them: [images, height, width, channels], 0..255. */
export interface StoredPictures {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** What fixed images became at one moment of a run. */
export type StoredDreams = Readonly<Record<'seen' | 'reconstructed' | 'nrem' | 'rem', StoredPictures>>;

/** @param count columns, at most as many as are stored. */
export function dreamPanel(dreams: StoredDreams, heading: string, count: number): Panel {
  const columns = (pictures: StoredPictures): Picture[] => picturesOf(pictures).slice(0, count);
  return {
    heading,
    rows: [
      { label: 'seen', remark: 'the image', pictures: columns(dreams.seen) },
      { label: 'reconstructed', remark: 'awake: G(z)', pictures: columns(dreams.reconstructed) },
      { label: 'NREM dream', remark: 'occluded', pictures: columns(dreams.nrem) },
      { label: 'REM dream', remark: 'recombined', pictures: columns(dreams.rem) },
    ],
  };
}

function picturesOf({ shape, data }: StoredPictures): Picture[] {
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  const size = height * width * channels;
  return Array.from({ length: count }, (_, i) => ({
    height,
    width,
    channels,
    pixels: data.subarray(i * size, (i + 1) * size),
  }));
}
