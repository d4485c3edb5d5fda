import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, MissingImagesError } from '../errors.ts';
import { createScenes } from '../scenes/create-scenes.ts';
import { loadImages, type LoadOptions } from './load-images.ts';

describe('loadImages', () => {
  it('draws the scenes without any file', async () => {
    const images = await loadImages({ name: 'scenes', train: 12, test: 3, seed: 5 });
    expect(images).toEqual(createScenes({ seed: 5, train: 12, test: 3 }));
  });

  it.each(['cifar10', 'svhn', 'mnist', 'fashion-mnist', 'folder'] as const)(
    'looks for the files of %s',
    async (name) => {
      await expect(loadImages({ name, folder: '/nowhere/at/all' })).rejects.toThrow(MissingImagesError);
      await expect(loadImages({ name })).rejects.toThrow(`Expected the folder of ${name} to be a path`);
    },
  );

  it('refuses unknown sets and impossible counts', async () => {
    await expect(loadImages({ name: 'imagenet' } as unknown as LoadOptions)).rejects.toThrow(/one of scenes, cifar10/);
    await expect(loadImages({ name: 'scenes', train: 0 })).rejects.toThrow(InvalidArgumentError);
  });
});
