import type { RunConfig } from './config/run-config.ts';
import { imagesAmong } from './memories-among.ts';

/** What the REM dream of an image is made of. */
export interface DreamMixture {
  /** Images of the sheet, from 0, whose latents were mixed, with their shares; those without a share are left out. */
  readonly images: readonly (readonly [image: number, share: number])[];
  /** Share of spontaneous activity. */
  readonly noise: number;
}

/** The mixture of each image's REM dream in a sheet, whose images stand for the store. */
export function dreamMixtures(count: number, rem: RunConfig['replay']['rem']): DreamMixture[] {
  const { recent, previous, noise, memories } = rem;
  return Array.from({ length: count }, (_, image) => {
    const shares = new Map<number, number>();
    imagesAmong(image, count, memories).forEach((other, i) => {
      const share = i === 0 ? recent : previous / (memories - 1);
      if (share !== 0) shares.set(other, (shares.get(other) ?? 0) + share);
    });
    return { images: [...shares], noise };
  });
}
