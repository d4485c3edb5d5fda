import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { DreamImages, RunSource } from '../source/run-source.ts';
import type { NightView } from '../state/night-view.ts';
import { useTextScale } from '../ui/use-text-scale.ts';
import { dreamSlots, dreamTicks, slotPx, type DreamSlot } from './dream-slots.ts';
import styles from './lanes.module.css';
import type { Scene } from './scene.ts';

/** Dreams as thumbnails on the time axis; choosing one moves the play-head there. */
export function DreamStrip(props: { readonly source: RunSource; readonly view: NightView; readonly scene: Scene }) {
  const { source, view, scene } = props;
  const ticks = useDreamTicks(source);
  const scale = useTextScale();
  const slots = dreamSlots(ticks, scene, scale);
  const inView = slots.reduce((sum, { dreams }) => sum + dreams, 0);
  const strip = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...strip.current!.querySelectorAll('button')];
    const now = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const target = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (now < 0 || target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[Math.max(0, Math.min(buttons.length - 1, target))]!.focus();
  };
  return (
    <div className={styles.strip} role="toolbar" aria-label="Dreams on the time axis" ref={strip} onKeyDown={onKeyDown}>
      {slots.map((slot, i) => (
        <Thumbnail
          key={slot.tick}
          source={source}
          slot={slot}
          width={scene.width}
          side={slotPx * scale}
          isTabStop={i === Math.min(focused, slots.length - 1)}
          onFocus={() => setFocused(i)}
          onChoose={() => view.playhead.seek(slot.tick)}
        />
      ))}
      <p className={styles.stripNote}>
        {ticks.length === 0
          ? 'No dreams yet.'
          : `${slots.length} shown of ${inView} dreams in view, ${ticks.length} in all`}
      </p>
    </div>
  );
}

function useDreamTicks(source: RunSource): readonly number[] {
  const [ticks, setTicks] = useState<readonly number[]>([]);
  useEffect(() => {
    setTicks([]);
    const subscription = source.moments$.subscribe((added) => {
      const more = dreamTicks(added);
      if (more.length > 0) setTicks((known) => [...known, ...more]);
    });
    return () => subscription.unsubscribe();
  }, [source]);
  return ticks;
}

interface ThumbnailProps {
  readonly source: RunSource;
  readonly slot: DreamSlot;
  /** Of the strip, px: a thumbnail never lies beyond its ends. */
  readonly width: number;
  /** Of the thumbnail, px. */
  readonly side: number;
  readonly isTabStop: boolean;
  readonly onFocus: () => void;
  readonly onChoose: () => void;
}

function Thumbnail({ source, slot, width, side, isTabStop, onFocus, onChoose }: ThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { tick, x, dreams } = slot;
  useEffect(() => {
    if (button.current !== null) button.current.style.left = `${Math.max(0, Math.min(width - side, x - side / 2))}px`;
  }, [x, width, side]);
  useEffect(() => {
    let isGone = false;
    // Not while the wheel still turns.
    const timer = setTimeout(() => {
      source.dreams(tick).then(
        (images) => {
          if (!isGone && canvas.current !== null) drawFirst(canvas.current, images);
        },
        () => {}, // the gallery says what is wrong with a dream
      );
    }, 120);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [source, tick]);
  const more = dreams === 1 ? '' : `, and ${dreams - 1} more up to the next`;
  return (
    <button
      type="button"
      ref={button}
      className={styles.thumbnail}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={`Dream at tick ${tick.toLocaleString('en')}${more}`}
      title={`Dream at tick ${tick.toLocaleString('en')}${more}`}
      onFocus={onFocus}
      onClick={onChoose}
    >
      <canvas ref={canvas} width={32} height={32} className={styles.pixels} aria-hidden="true" />
    </button>
  );
}

/** The first REM dream, or what there is in its place. */
function drawFirst(canvas: HTMLCanvasElement, { rows, width, height, channels }: DreamImages): void {
  const pixels = rows.rem ?? rows.nrem ?? rows.reconstructed ?? rows.seen;
  if (pixels === null) return;
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      image.data[4 * i + channel] = (pixels[i * channels + Math.min(channel, channels - 1)]! + 1) * 127.5;
    }
    image.data[4 * i + 3] = 255;
  }
  canvas.getContext('2d')!.putImageData(image, 0, 0);
}
