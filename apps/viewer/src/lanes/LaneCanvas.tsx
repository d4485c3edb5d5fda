import { memo, useLayoutEffect, useRef } from 'react';
import { useObservable } from '../state/use-observable.ts';
import { pagePalette } from '../ui/palette.ts';
import { themeChanges$ } from '../ui/theme.ts';
import { useTextScale } from '../ui/use-text-scale.ts';
import styles from './lanes.module.css';
import { createCanvasPen, type Pen } from './pen.ts';

export interface LaneCanvasProps {
  /** px. */
  readonly width: number;
  readonly height: number;
  /** Drawn again when it is another function: keep it while what it draws stays the same. */
  readonly draw: (pen: Pen) => void;
  /** What it shows, for who cannot see it; without it, it is only ornament. */
  readonly label?: string;
}

/** A drawing of one lane, as sharp as the screen is. */
export const LaneCanvas = memo(function LaneCanvas({ width, height, draw, label }: LaneCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useObservable(themeChanges$, 0);
  const textScale = useTextScale();
  const palette = useRef<{ theme: number; colors: ReturnType<typeof pagePalette> } | null>(null);
  useLayoutEffect(() => {
    const { current } = canvas;
    if (current === null || width === 0) return;
    if (palette.current?.theme !== theme) palette.current = { theme, colors: pagePalette(current.parentElement!) };
    const scale = window.devicePixelRatio;
    const [pixelWidth, pixelHeight] = [Math.round(width * scale), Math.round(height * scale)];
    if (current.width !== pixelWidth) current.width = pixelWidth;
    if (current.height !== pixelHeight) current.height = pixelHeight;
    current.style.height = `${height}px`;
    const context = current.getContext('2d')!;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    draw(createCanvasPen(context, palette.current.colors, textScale));
  }, [width, height, draw, theme, textScale]);
  return (
    <canvas
      ref={canvas}
      className={styles.canvas}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
});
