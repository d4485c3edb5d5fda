/** What of the gallery the address restores. */
export interface GalleryPlace {
  /** What lies under the wipe: nothing, an earlier sheet, or another run at the same moment. */
  readonly wipe: 'none' | 'early' | 'run';
  /** Tick of the earlier sheet; null is the first. */
  readonly early: number | null;
  /** The other run. */
  readonly run: string | null;
  /** Where the edge of the wipe lies, % of the width. */
  readonly edge: number;
  /** Pixels of the screen for each of a picture; null is as many as fit. */
  readonly zoom: number | null;
}

export const usualPlace: GalleryPlace = { wipe: 'none', early: null, run: null, edge: 50, zoom: null };

/** Keys of a place: `wipe=early&with=900&edge=30&zoom=4` or `wipe=run&with=no-rem-1`; the usual is left out. */
export function keysOfGallery({ wipe, early, run, edge, zoom }: GalleryPlace): Record<string, string | null> {
  const other = { none: null, early: early === null ? null : String(early), run }[wipe];
  return {
    wipe: wipe === 'none' ? null : wipe,
    with: other,
    edge: wipe === 'none' || edge === usualPlace.edge ? null : String(edge),
    zoom: zoom === null ? null : String(zoom),
  };
}

/** The place that keys say; what they do not say, or say wrongly, is as usual. */
export function galleryOfKeys(keys: Readonly<Record<string, string>>): GalleryPlace {
  const number = (text: string | undefined): number | null => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : null);
  const other = keys.with;
  const edge = number(keys.edge);
  const zoom = number(keys.zoom);
  const isRun = keys.wipe === 'run' && other !== undefined;
  return {
    wipe: isRun ? 'run' : keys.wipe === 'early' ? 'early' : 'none',
    early: keys.wipe === 'early' ? number(other) : null,
    run: isRun ? other : null,
    edge: edge === null || edge > 100 ? usualPlace.edge : edge,
    zoom: zoom !== null && zoom >= 1 && zoom <= 8 ? zoom : null,
  };
}
