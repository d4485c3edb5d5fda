import { drawFigure } from '@oneiros/figure';
import { useEffect, useMemo, useState } from 'react';
import { latestAt } from '../gallery/dream-ticks.ts';
import type { LatentPlane, RunSource } from '../source/run-source.ts';
import type { Playhead } from '../state/playhead.ts';
import { useObservable } from '../state/use-observable.ts';
import { Button } from '../ui/Button.tsx';
import type { TableData } from '../ui/DataTable.tsx';
import { FigureFrame } from '../ui/FigureFrame.tsx';
import { ClassMark } from './ClassMark.tsx';
import { latentCsv, latentFigure } from './latent-figure.ts';
import styles from './latents.module.css';
import { PlanePicture } from './PlanePicture.tsx';
import { boundsOf, classSummaries, type ClassSummary } from './scatter-model.ts';
import { Scatter } from './Scatter.tsx';
import { usePlanes } from './use-planes.ts';

export interface LatentSpaceProps {
  readonly source: RunSource;
  readonly playhead: Playhead;
}

const STEP_MS = 600;

/** Latents of test images on two principal axes that stay the same through the run; it plays from plane to plane. */
export function LatentSpace({ source, playhead }: LatentSpaceProps) {
  const tick = useObservable(playhead.tick$, playhead.tick);
  const head = useObservable(source.head$, null);
  const { ticks, planes, problem } = usePlanes(
    source,
    source.kind === 'recorded' ? 0 : Math.floor((head?.ticks ?? 0) / 500),
  );
  const bounds = useMemo(() => boundsOf(planes), [planes]);
  const plane = latestAt(planes, tick);
  const [active, setActive] = useState<number | null>(null);
  const [label, setLabel] = useState<number | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const at = plane ? planes.indexOf(plane) : -1;
  useEffect(() => {
    if (!isPlaying) return;
    const next = planes[at + 1];
    if (next === undefined) return setPlaying(false);
    const timer = setTimeout(() => playhead.seek(next.tick), STEP_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, at, planes, playhead]);

  const play = (): void => {
    if (!isPlaying && at === planes.length - 1) playhead.seek(planes[0]!.tick);
    setPlaying(!isPlaying);
  };
  const title = plane ? `Latent space at tick ${plane.tick.toLocaleString('en')}` : 'Latent space';
  const classes = plane ? classSummaries(plane) : [];
  return (
    <FigureFrame
      title={title}
      summary={summaryOf(plane, classes)}
      {...(plane && { table: () => tableOf(classes) })}
      exports={{
        name: 'latents',
        ...(plane && { svg: () => drawFigure(latentFigure(plane, title)), csv: () => latentCsv(plane) }),
        ...(head && { command: head.command }),
      }}
    >
      {plane ? (
        <>
          <div className={styles.controls}>
            <Button onClick={play} disabled={planes.length < 2}>
              {isPlaying ? 'Pause' : 'Play'}
            </Button>
            <Button onClick={() => playhead.seek(planes[at - 1]!.tick)} disabled={at < 1}>
              Earlier
            </Button>
            <Button onClick={() => playhead.seek(planes[at + 1]!.tick)} disabled={at === planes.length - 1}>
              Later
            </Button>
            <span aria-live={isPlaying ? 'off' : 'polite'}>
              plane {at + 1} of {planes.length}
              {ticks && ticks.length > planes.length ? ` (${ticks.length - planes.length} still loading)` : ''}, axes
              the same in all
            </span>
          </div>
          <div className={styles.layout}>
            <Scatter plane={plane} bounds={bounds} active={active} label={label} onActive={setActive} />
            <div className={styles.side}>
              <ul className={styles.legend} aria-label="Classes; press one to see it alone">
                {classes.map(({ label: own, name, moved }) => (
                  <li key={own}>
                    <button
                      type="button"
                      aria-pressed={label === own}
                      onClick={() => setLabel(label === own ? null : own)}
                    >
                      <ClassMark label={own} />
                      {name}
                      {moved !== null && (
                        <span className={styles.moved} title="Mean distance on the plane to the same images occluded">
                          {Number.isFinite(moved) ? moved.toPrecision(2) : 'not a number'}
                        </span>
                      )}
                    </button>
                  </li>
                ))}
              </ul>
              <div className={styles.detail} role="status">
                <Detail plane={plane} index={active} />
              </div>
            </div>
          </div>
        </>
      ) : (
        <p className={styles.state} role="status">
          {stateOf(ticks, problem)}
        </p>
      )}
    </FigureFrame>
  );
}

function Detail({ plane, index }: { readonly plane: LatentPlane; readonly index: number | null }) {
  const { clean, occluded, labels, classNames, images } = plane;
  if (index === null || index >= labels.length)
    return <>Filled: clean; open: the same image occluded. Point at one, or use the arrow keys, to see the image.</>;
  const at = (points: Float32Array): string =>
    [points[2 * index]!, points[2 * index + 1]!].map((value) => value.toPrecision(3)).join(', ');
  const moved =
    occluded && Math.hypot(clean[2 * index]! - occluded[2 * index]!, clean[2 * index + 1]! - occluded[2 * index + 1]!);
  return (
    <>
      {images && <PlanePicture images={images} index={index} />}
      <strong>
        Image {index + 1}, {classNames[labels[index]!] ?? `class ${labels[index]}`}
      </strong>
      <br />
      clean at {at(clean)}
      {occluded && moved !== null && (
        <>
          ; occluded at {at(occluded)}, {moved.toPrecision(3)} away
        </>
      )}
      .{!images && ' The run has not kept the image.'}
    </>
  );
}

const stateOf = (ticks: readonly number[] | null, problem: string | null): string => {
  if (problem !== null) return `The latent planes could not be read: ${problem}`;
  if (ticks === null || ticks.length > 0) return 'The latent planes are on their way.';
  return 'This run has no latent planes: measure them with `oneiros evaluate RUN --probe latents`, or add the probe `latents` to `probes.at`.';
};

const summaryOf = (plane: LatentPlane | undefined, classes: readonly ClassSummary[]): string =>
  plane === undefined
    ? 'No latent plane.'
    : `${plane.labels.length} test images of ${classes.length} classes on the first two principal axes, which hold ${((plane.explained[0] + plane.explained[1]) * 100).toFixed(1)} % of the variance.${notPlaced(plane)}`;

function notPlaced({ clean }: LatentPlane): string {
  const lost = Array.from({ length: clean.length / 2 }, (_, i) => i).filter(
    (i) => !Number.isFinite(clean[2 * i]! + clean[2 * i + 1]!),
  );
  return lost.length === 0 ? '' : ` ${lost.length} of them have no place: their latents are not a number.`;
}

const tableOf = (classes: readonly ClassSummary[]): TableData => ({
  columns: ['class', 'images', 'centre x', 'centre y', 'moved by occlusion'],
  rows: classes.map(({ name, images, centre, moved }) => [name, images, ...centre, moved]),
});
