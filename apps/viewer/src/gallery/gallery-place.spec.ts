import { describe, expect, it } from 'vitest';
import { galleryOfKeys, keysOfGallery, usualPlace, type GalleryPlace } from './gallery-place.ts';

const restored = (place: GalleryPlace): GalleryPlace => {
  const keys = Object.entries(keysOfGallery(place)).filter((entry): entry is [string, string] => entry[1] !== null);
  return galleryOfKeys(Object.fromEntries(keys));
};

describe('the place of a gallery in the address', () => {
  it('is nothing where it is as usual', () => {
    expect(Object.values(keysOfGallery(usualPlace))).toEqual([null, null, null, null]);
    expect(galleryOfKeys({})).toEqual(usualPlace);
  });

  it('is restored', () => {
    const places: GalleryPlace[] = [
      { ...usualPlace, zoom: 4 },
      { ...usualPlace, wipe: 'early', edge: 30 },
      { ...usualPlace, wipe: 'early', early: 900 },
      { ...usualPlace, wipe: 'run', run: 'nights/no-rem-1', edge: 0, zoom: 8 },
    ];
    for (const place of places) expect(restored(place)).toEqual(place);
    expect(keysOfGallery(places[3]!)).toEqual({ wipe: 'run', with: 'nights/no-rem-1', edge: '0', zoom: '8' });
  });

  it('is as usual in what is said wrongly', () => {
    expect(galleryOfKeys({ wipe: 'run', edge: '200', zoom: '99' })).toEqual(usualPlace);
    expect(galleryOfKeys({ wipe: 'early', with: 'x' })).toEqual({ ...usualPlace, wipe: 'early' });
  });
});
