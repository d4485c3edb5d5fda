import type { Pictures } from '@oneiros/simulation';
import { useEffect, useRef, useState } from 'react';
import type { LatentPlane } from '../source/run-source.ts';
import { useObservable } from '../state/use-observable.ts';
import { Button } from '../ui/Button.tsx';
import { FigureFrame } from '../ui/FigureFrame.tsx';
import type { BrowserSimulation } from './create-browser-simulation.ts';
import { extentOf, latentPoints, latentSummary, latentTable, needsFit } from './live-latents.ts';
import type { DreamOfTick, LatentSample } from './protocol.ts';
import styles from './live-brain-view.module.css';

/** A plane, and the square that it is drawn in. */
interface Framed {
  readonly plane: LatentPlane;
  readonly extent: number;
  /** Ticks lived through when the axes were fitted. */
  readonly fittedAt: number;
}

/** The living brain, looked at about once a second: what it dreams of fixed images, and where their latents lie. */
export function LiveBrainView({ simulation }: { readonly simulation: BrowserSimulation }) {
  const brain = useObservable(simulation.live$, null);
  const [framed, setFramed] = useState<Framed | null>(null);
  useEffect(() => {
    if (brain !== null) setFramed((before) => frameNow(simulation, brain.latents, before));
  }, [simulation, brain]);
  if (brain === null || framed === null) {
    return <p className={styles.waiting}>The brain has not been looked at yet.</p>;
  }
  const fit = (): void => setFramed(frameNow(simulation, brain.latents, null));
  return (
    <div className={styles.brain}>
      <LiveDreams dream={brain.dream} />
      <LiveLatents {...framed} onFit={fit} />
    </div>
  );
}

/** On the axes from before, so that points can be followed, for as long as these show them. */
function frameNow(simulation: BrowserSimulation, latents: LatentSample, before: Framed | null): Framed | null {
  const plane = simulation.planeOf(latents);
  if (plane === null || (before !== null && !needsFit(plane, before.extent))) {
    return plane && before && { ...before, plane };
  }
  simulation.refitLatents();
  const fitted = simulation.planeOf(latents)!;
  return { plane: fitted, extent: extentOf(fitted), fittedAt: fitted.tick };
}

const rows = [
  { name: 'seen', title: 'Seen' },
  { name: 'reconstructed', title: 'Reconstructed' },
  { name: 'nrem', title: 'Dreamed in NREM' },
  { name: 'rem', title: 'Dreamed in REM' },
] as const;

function LiveDreams({ dream: { ticks, sheet } }: { readonly dream: DreamOfTick }) {
  const [count] = sheet.seen.shape;
  const summary = `${count} test images, and what the brain makes of them after ${ticks.toLocaleString('en')} ticks.`;
  return (
    <FigureFrame title="Dreams now" summary={summary}>
      <div className={styles.rows}>
        {rows.map(({ name, title }) => (
          <div key={name} className={styles.row}>
            <span className={styles.name}>{title}</span>
            <PictureStrip pictures={sheet[name]} label={`${title}: ${count} images after ${ticks} ticks`} />
          </div>
        ))}
      </div>
    </FigureFrame>
  );
}

/** Images beside one another, a canvas pixel for a pixel. */
function PictureStrip({ pictures, label }: { readonly pictures: Pictures; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [count = 0, height = 0, width = 0] = pictures.shape;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    canvas.current?.style.setProperty('--native', `${count * width}px`);
    for (let i = 0; i < count; i++) context?.putImageData(imageDataOf(pictures, i), i * width, 0);
  }, [pictures, count, width]);
  return (
    <canvas ref={canvas} role="img" aria-label={label} className={styles.strip} width={count * width} height={height} />
  );
}

function imageDataOf({ shape, data }: Pictures, index: number): ImageData {
  const [, height = 0, width = 0, channels = 0] = shape;
  const image = new ImageData(width, height);
  const from = index * height * width * channels;
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      image.data[4 * pixel + channel] = data[from + pixel * channels + Math.min(channel, channels - 1)]!;
    }
    image.data[4 * pixel + 3] = 255;
  }
  return image;
}

const SIDE = 320;
const COLORS = 5;

interface LiveLatentsProps extends Framed {
  readonly onFit: () => void;
}

function LiveLatents({ plane, extent, fittedAt, onFit }: LiveLatentsProps) {
  const summary = latentSummary(plane, fittedAt);
  const points = latentPoints(plane, extent, SIDE);
  const [x, y] = plane.explained.map((share) => Math.round(100 * share));
  return (
    <FigureFrame
      title="Latents now"
      summary={summary}
      table={() => latentTable(plane)}
      actions={<Button onClick={onFit}>Fit axes</Button>}
    >
      <svg className={styles.plane} viewBox={`0 0 ${SIDE} ${SIDE + 18}`} role="img" aria-label={summary}>
        <rect className={styles.frame} x={0.5} y={0.5} width={SIDE - 1} height={SIDE - 1} />
        {points.map(({ x: fromX, y: fromY, occludedX, occludedY }, i) => (
          <line key={i} className={styles.moved} x1={fromX} y1={fromY} x2={occludedX} y2={occludedY} />
        ))}
        {points.map(({ x: atX, y: atY, label }, i) => (
          <Mark key={i} x={atX} y={atY} label={label} />
        ))}
        <text className={styles.axis} x={SIDE / 2} y={SIDE + 14} textAnchor="middle">
          first axis {x} %, second axis {y} %
        </text>
      </svg>
      <ul className={styles.classes}>
        {plane.classNames.map((name, label) => (
          <li key={name}>
            <svg className={styles.key} viewBox="0 0 10 10" aria-hidden="true">
              <Mark x={5} y={5} label={label} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    </FigureFrame>
  );
}

/** Classes have five colours, and discs or squares. */
function Mark({ x, y, label }: { readonly x: number; readonly y: number; readonly label: number }) {
  const fill = `var(--series-${(label % COLORS) + 1})`;
  return Math.floor(label / COLORS) % 2 === 0 ? (
    <circle cx={x} cy={y} r={3} fill={fill} />
  ) : (
    <rect x={x - 2.7} y={y - 2.7} width={5.4} height={5.4} fill={fill} />
  );
}
