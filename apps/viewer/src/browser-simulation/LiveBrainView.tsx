import type { Pictures } from '@oneiros/simulation';
import { useEffect, useRef, useState } from 'react';
import type { LatentPlane } from '../source/run-source.ts';
import { useObservable } from '../state/use-observable.ts';
import { Button } from '../ui/Button.tsx';
import { FigureFrame } from '../ui/FigureFrame.tsx';
import type { BrowserSimulation } from './create-browser-simulation.ts';
import { extentOf, latentPoints, latentSummary, latentTable } from './live-latents.ts';
import type { DreamOfTick } from './protocol.ts';
import styles from './live-brain-view.module.css';

/** The living brain, looked at about once a second: what it dreams of fixed images, and where their latents lie. */
export function LiveBrainView({ simulation }: { readonly simulation: BrowserSimulation }) {
  const brain = useObservable(simulation.live$, null);
  const [fits, setFits] = useState(0);
  const [plane, setPlane] = useState<LatentPlane | null>(null);
  useEffect(() => {
    if (brain !== null) setPlane(simulation.planeOf(brain.latents));
  }, [simulation, brain, fits]);
  if (brain === null || plane === null) {
    return <p className={styles.waiting}>The brain has not been looked at yet.</p>;
  }
  const fit = (): void => {
    simulation.refitLatents();
    setFits(fits + 1);
  };
  return (
    <div className={styles.brain}>
      <LiveDreams dream={brain.dream} />
      <LiveLatents key={fits} plane={plane} onFit={fit} />
    </div>
  );
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

interface LiveLatentsProps {
  readonly plane: LatentPlane;
  readonly onFit: () => void;
}

/** Keeps axes and extent from the first look on, so that points can be followed. */
function LiveLatents({ plane, onFit }: LiveLatentsProps) {
  const [extent] = useState(() => extentOf(plane));
  const points = latentPoints(plane, extent, SIDE);
  const [x, y] = plane.explained.map((share) => Math.round(100 * share));
  return (
    <FigureFrame
      title="Latents now"
      summary={latentSummary(plane)}
      table={() => latentTable(plane)}
      actions={<Button onClick={onFit}>Fit axes</Button>}
    >
      <svg className={styles.plane} viewBox={`0 0 ${SIDE} ${SIDE + 18}`} role="img" aria-label={latentSummary(plane)}>
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
