import { StoreOptionError } from './errors.ts';

/** Engrams that are not there any more when sleep looks for them. They keep their place: what is lost is not stored anew. */
export interface Lesion {
  /** Share of the engrams held that is lost, 0..1, rounded to whole engrams. */
  readonly engramsLost: number;
  /**
   * Which ones. `chance`: by a hash of each engram's values, so that a larger lesion takes all that a smaller one takes, and no
   * state is needed to lose the same ones again. `oldest`: those that were stored first.
   */
  readonly order: 'chance' | 'oldest';
}

/** What a lesion needs to know of an engram. */
export interface Vulnerable {
  readonly latent: Float32Array;
  readonly tick: number;
}

/** @returns the places of the engrams that are left, ascending; all where there is no lesion */
export function survivorsOf(engrams: readonly Vulnerable[], lesion: Lesion | undefined): number[] {
  const places = engrams.map((_, place) => place);
  const lost = Math.round((lesion?.engramsLost ?? 0) * engrams.length);
  if (lesion === undefined || lost === 0) return places;
  const keys = engrams.map(lesion.order === 'oldest' ? ({ tick }) => tick : ({ latent }) => hashOf(latent));
  return places
    .sort((a, b) => keys[a]! - keys[b]! || a - b)
    .slice(lost)
    .sort((a, b) => a - b);
}

/** FNV-1a over 32-bit words with a final mix: 0..2^32-1, the same for the same bits. */
export function hashOf(values: Float32Array): number {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word ^ (word >>> 15), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** @throws StoreOptionError where the share is none */
export function expectLesion({ engramsLost }: Lesion): void {
  if (!(engramsLost >= 0 && engramsLost <= 1))
    throw new StoreOptionError('engramsLost', 'a share, 0 to 1', engramsLost);
}
