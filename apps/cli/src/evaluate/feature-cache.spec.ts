import { mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { cacheFeatures } from './feature-cache.ts';
import { FeatureCacheError } from './network-errors.ts';
import { smallNetwork } from './test-support/small-network.ts';

const shape = [2, 2, 2, 3] as const;
const imagesOf = (seed: number): Float32Array => Float32Array.from({ length: 24 }, (_, i) => Math.sin(i + seed));

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'oneiros-features-'))));
const filesOf = (kind: 'image' | 'dream', network = 'a'.repeat(16)): string[] =>
  readdirSync(join(folder, network, kind)).map((name) => join(folder, network, kind, name));

describe('the cache of features', () => {
  it('looks once at the same images, whoever asks', () => {
    const network = smallNetwork();
    const features = cacheFeatures(network, folder).featuresOf(imagesOf(1), shape, 'image');
    expect(network.looked).toBe(2);
    const told: number[][] = [];
    const again = cacheFeatures(network, folder, (...counts) => told.push(counts)).featuresOf(imagesOf(1), shape, 'image'); // prettier-ignore
    expect(again).toEqual(features);
    expect(network.looked).toBe(2);
    expect(told).toEqual([[2, 0, 0]]);
  });

  it('looks again at other images, in another shape, and with another network', () => {
    const network = smallNetwork();
    const cache = cacheFeatures(network, folder);
    cache.featuresOf(imagesOf(1), shape, 'image');
    cache.featuresOf(imagesOf(2), shape, 'image');
    cache.featuresOf(imagesOf(1), [1, 2, 4, 3], 'image');
    expect(network.looked).toBe(5);
    const other = smallNetwork('b'.repeat(64));
    cacheFeatures(other, folder).featuresOf(imagesOf(1), shape, 'image');
    expect(other.looked).toBe(2);
  });

  it('forgets the dreams of a measurement and no image', () => {
    const cache = cacheFeatures(smallNetwork(), folder);
    cache.featuresOf(imagesOf(1), shape, 'image');
    cache.featuresOf(imagesOf(2), shape, 'dream');
    expect([filesOf('image').length, filesOf('dream').length]).toEqual([1, 1]);
    cache.forgetDreams();
    expect([filesOf('image').length, filesOf('dream').length]).toEqual([1, 0]);
  });

  it('refuses a file that is torn or damaged anywhere, and says what to do', () => {
    const cache = cacheFeatures(smallNetwork(), folder);
    cache.featuresOf(imagesOf(1), shape, 'image');
    const [file] = filesOf('image') as [string];
    const whole = readFileSync(file);
    const refused = (content: Uint8Array): void => {
      writeFileSync(file, content);
      expect(() => cache.featuresOf(imagesOf(1), shape, 'image')).toThrow(FeatureCacheError);
      expect(() => cache.featuresOf(imagesOf(1), shape, 'image')).toThrow(`${file}: `);
      expect(() => cache.featuresOf(imagesOf(1), shape, 'image')).toThrow('Remove the file');
    };
    const places = fc.integer({ min: 0, max: whole.length - 1 });
    fc.assert(
      fc.property(places, (length) => refused(whole.subarray(0, length))),
      { numRuns: 40 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), refused), { numRuns: 40 });
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const content = Uint8Array.from(whole);
        content[at]! ^= flip;
        // One blank for another in the header's padding changes nothing.
        if (/[\t\n\r]/.test(String.fromCharCode(content[at]!)) && whole[at] === 0x20) return;
        refused(content);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses features of other images under the name of these', () => {
    const cache = cacheFeatures(smallNetwork(), folder);
    cache.featuresOf(imagesOf(1), shape, 'image');
    const [file] = filesOf('image') as [string];
    cache.featuresOf(imagesOf(2), shape, 'image');
    renameSync(
      filesOf('image').find((each) => each !== file)!,
      file,
    );
    expect(() => cache.featuresOf(imagesOf(1), shape, 'image')).toThrow('is of another network or images');
  });

  it('says where it could not write', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const cache = cacheFeatures(smallNetwork(), file);
    expect(() => cache.featuresOf(imagesOf(1), shape, 'image')).toThrow(/cannot be written.*ONEIROS_CACHE/);
  });
});
