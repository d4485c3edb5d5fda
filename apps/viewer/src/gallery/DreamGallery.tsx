import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DreamImages, RunHead, RunSource } from '../source/run-source.ts';
import type { Playhead } from '../state/playhead.ts';
import { useObservable } from '../state/use-observable.ts';
import { Button } from '../ui/Button.tsx';
import type { TableData } from '../ui/DataTable.tsx';
import { FigureFrame } from '../ui/FigureFrame.tsx';
import { DreamTable } from './DreamTable.tsx';
import { dreamLabel, latestAt, type KeptDream } from './dream-ticks.ts';
import { usualPlace, type GalleryPlace } from './gallery-place.ts';
import { gallerySvg } from './gallery-svg.ts';
import styles from './gallery.module.css';
import { Lightbox } from './Lightbox.tsx';
import type { Cell } from './neighbour-cell.ts';
import { pictureCsv, pictureStatistics, type PictureStatistics } from './picture-statistics.ts';
import { integerZoom, rowTitles } from './pixels.ts';
import { useDreams, useKeptDreams } from './use-dreams.ts';
import { useOtherRun, type OtherRuns } from './use-other-run.ts';
import { WipeControls } from './WipeControls.tsx';

export interface DreamGalleryProps {
  readonly source: RunSource;
  readonly playhead: Playhead;
  /** For the wipe between two runs. */
  readonly others?: OtherRuns;
  readonly start?: GalleryPlace;
  /** Called whenever another place is chosen. */
  onPlace?(place: GalleryPlace): void;
}

/** What fixed images become: seen, reconstructed, dreamed in NREM and in REM, at the play-head's moment. */
export function DreamGallery({ source, playhead, others, start = usualPlace, onPlace }: DreamGalleryProps) {
  const tick = useObservable(playhead.tick$, playhead.tick);
  const head = useObservable(source.head$, null);
  const kept = useKeptDreams(source);
  const now = latestAt(kept, tick);
  const [place, setPlace] = useState(start);
  const change = (changes: Partial<GalleryPlace>): void => {
    const next = { ...place, ...changes };
    setPlace(next);
    onPlace?.(next);
  };
  const { wipe } = place;
  const otherRun = useOtherRun(others, wipe === 'run' ? place.run : null);
  const theirs = useKeptDreams(otherRun.source);
  const earlier = kept.find((dream) => dream.tick === place.early) ?? kept[0];
  const other = { none: undefined, early: earlier, run: latestAt(theirs, tick) }[wipe];
  const { images, isLoading, problem } = useDreams(source, now?.tick);
  const otherSheet = useDreams(wipe === 'run' ? otherRun.source : source, other?.tick);
  const otherImages = wipe === 'none' ? null : alike(otherSheet.images, images);

  const [active, setActive] = useState<Cell>({ row: 'seen', column: 0 });
  const [open, setOpen] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const fitting = useFittingZoom(box, images);
  const zoom = place.zoom ?? fitting;
  const statistics = useMemo(() => images && pictureStatistics(images), [images]);
  const at = now ? kept.indexOf(now) : -1;
  const label = now ? dreamLabel(now, kept) : '';
  // Left of the wipe is what was earlier, or this run.
  const [left, right] = wipe === 'early' ? [otherImages, images] : [images, otherImages];
  const sides = other ? sidesOf(place, label, dreamLabel(other, wipe === 'run' ? theirs : kept)) : null;
  const setEdge = useCallback((share: number): void => {
    box.current?.parentElement?.style.setProperty('--wipe', String(share));
  }, []);

  return (
    <FigureFrame
      title={now ? `Dreams ${label}` : 'Dreams'}
      summary={summaryOf(images, label, kept.length)}
      {...(statistics && { table: () => tableOf(statistics) })}
      exports={{
        name: 'dreams',
        ...(images && { svg: () => gallerySvg(images, `Dreams ${label}`) }),
        ...(statistics && { csv: () => pictureCsv(statistics) }),
        ...(head && { command: head.command }),
      }}
    >
      {images && now ? (
        <div>
          <div className={styles.controls}>
            <Button onClick={() => playhead.seek(kept[at - 1]!.tick)} disabled={at < 1}>
              Earlier
            </Button>
            <Button onClick={() => playhead.seek(kept[at + 1]!.tick)} disabled={at === kept.length - 1}>
              Later
            </Button>
            <span aria-live="polite">
              sheet {at + 1} of {kept.length}
              {isLoading ? ', loading' : ''}
            </span>
            <label>
              Zoom
              <select
                value={place.zoom ?? 'fit'}
                onChange={({ target }) => change({ zoom: target.value === 'fit' ? null : Number(target.value) })}
              >
                <option value="fit">fit ({fitting}×)</option>
                {[1, 2, 3, 4, 6, 8].map((each) => (
                  <option key={each} value={each}>
                    {each}×
                  </option>
                ))}
              </select>
            </label>
            <WipeControls
              place={place}
              onPlace={change}
              kept={kept}
              early={earlier?.tick}
              others={others?.ids ?? []}
              sides={sides}
              onEdge={setEdge}
            />
          </div>
          {otherRun.problem !== null && (
            <p role="alert" className={styles.sides}>
              The run {place.run} cannot be laid over this one: {otherRun.problem}
            </p>
          )}
          {sides && (
            <p className={styles.sides}>
              <span>◧ {sides[0]}</span> <span>◨ {sides[1]}</span>
              {otherImages === null && !otherSheet.isLoading && (
                <span>
                  {' '}
                  The other sheet cannot be laid over this one: {otherSheet.problem ?? 'its images have another size'}.
                </span>
              )}
            </p>
          )}
          <div ref={box} className={styles.scroll} role="region" aria-label="Dreams" tabIndex={-1}>
            <DreamTable
              sheet={left ?? images}
              other={left && right}
              zoom={zoom}
              active={active}
              onActive={setActive}
              onOpen={({ column }) => setOpen(column)}
            />
          </div>
          {images.rows.rem !== null && images.mixtures === null && (
            <p className={styles.sides}>
              Which memories the REM dreams mix is not said in this file, of an earlier version.
            </p>
          )}
          {open !== null && open < images.count && (
            <Lightbox
              sheet={left ?? images}
              other={left && right}
              title={sides ? sides[0] : label}
              otherTitle={left && right && sides ? sides[1] : null}
              column={open}
              onColumn={setOpen}
              onClose={() => setOpen(null)}
            />
          )}
        </div>
      ) : (
        <p className={styles.state} role="status">
          {problem !== null ? `The dreams could not be read: ${problem}` : emptyWords(kept, head)}
        </p>
      )}
    </FigureFrame>
  );
}

/** The sheet, where it has the size of another one. */
const alike = (sheet: DreamImages | null, other: DreamImages | null): DreamImages | null =>
  sheet && other && sheet.width === other.width && sheet.height === other.height ? sheet : null;

/** What is left of the edge, and what right. */
const sidesOf = ({ wipe, run }: GalleryPlace, label: string, other: string): [string, string] =>
  wipe === 'early' ? [other, label] : [`this run ${label}`, `${run} ${other}`];

const emptyWords = (kept: readonly KeptDream[], head: RunHead | null): string => {
  if (kept.length > 0 || head === null) return 'The dreams are on their way.';
  const { everyEpochs, everyNights } = head.config.dreams;
  return everyEpochs + everyNights === 0
    ? 'This run keeps no dreams: dreams.everyEpochs and dreams.everyNights are 0.'
    : 'No dreams have been kept yet.';
};

const summaryOf = (images: DreamImages | null, label: string, sheets: number): string =>
  images === null
    ? 'No dreams.'
    : `${images.count} images ${label}: what was seen, its reconstruction, the NREM dream and the REM dream of each. One of ${sheets} sheets.`;

const tableOf = (statistics: readonly PictureStatistics[]): TableData => ({
  columns: ['row', 'image', 'mean', 'deviation', 'squared error to seen', 'mixes'],
  rows: statistics.map(({ row, column, mean, deviation, squaredErrorToSeen, mixed }) => [
    ...[rowTitles[row], column, mean, deviation, squaredErrorToSeen],
    mixed?.join(' + ') ?? null,
  ]),
});

/** The greatest whole zoom at which all columns fit into the page. */
function useFittingZoom(box: React.RefObject<HTMLDivElement | null>, images: DreamImages | null): number {
  const [width, setWidth] = useState(0);
  const isThere = images !== null;
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box, isThere]);
  const labels = 124;
  return images ? integerZoom(width - labels, images.count, images.width, 2) : 1;
}
