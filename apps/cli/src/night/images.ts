import { createScenes, EMBEDDED_SCENES, joinCollections, type ImageCollection } from '@oneiros/senses';
import { loadImages } from '@oneiros/senses/node';
import type { RunConfig } from '@oneiros/simulation';

type Data = RunConfig['data'];

/** The images that a configuration names, several sets as one. @throws SensesError where they are missing or damaged. */
export async function imagesOf({ data }: RunConfig): Promise<ImageCollection> {
  const first = await setOf(data);
  if (data.more === undefined) return first;
  const others: ImageCollection[] = [];
  for (const set of data.more) others.push(await setOf({ ...data, ...set }));
  return joinCollections([first, ...others]);
}

async function setOf(data: Omit<Data, 'more'>): Promise<ImageCollection> {
  const limits = {
    ...(data.train === undefined ? {} : { train: data.train }),
    ...(data.test === undefined ? {} : { test: data.test }),
  };
  if (data.name === 'scenes') return createScenes({ ...EMBEDDED_SCENES, seed: data.seed, ...limits });
  return loadImages({ name: data.name, folder: data.folder, ...limits });
}
