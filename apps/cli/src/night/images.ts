import { createScenes, EMBEDDED_SCENES, type ImageCollection } from '@oneiros/senses';
import { loadImages } from '@oneiros/senses/node';
import type { RunConfig } from '@oneiros/simulation';

/** The images that a configuration names. @throws SensesError where they are missing or damaged. */
export async function imagesOf({ data }: RunConfig): Promise<ImageCollection> {
  const limits = {
    ...(data.train === undefined ? {} : { train: data.train }),
    ...(data.test === undefined ? {} : { test: data.test }),
  };
  if (data.name === 'scenes') return createScenes({ ...EMBEDDED_SCENES, seed: data.seed, ...limits });
  return loadImages({ name: data.name, folder: data.folder, ...limits });
}
