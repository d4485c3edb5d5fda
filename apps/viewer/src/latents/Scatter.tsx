import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { LatentPlane } from '../source/run-source.ts';
import { axisLabel } from './latent-figure.ts';
import { drawScatter } from './draw-scatter.ts';
import { useTextScale } from '../ui/use-text-scale.ts';
import styles from './latents.module.css';
import { nearestPoint, neighbour, projection, type Bounds } from './scatter-model.ts';

export interface ScatterProps {
  readonly plane: LatentPlane;
  readonly bounds: Bounds;
  readonly active: number | null;
  readonly label: number | null;
  onActive(index: number | null): void;
}

const REACH_PX = 14;
const margin = { left: 28, top: 8, right: 8, bottom: 28 };

/** The scatter on a canvas; pointer or arrow keys pick an image. */
export function Scatter({ plane, bounds, active, label, onActive }: ScatterProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  // Drawn where text has its usual size, and enlarged with it.
  const scale = useTextScale();
  const scheme = useScheme();
  const frame = {
    ...{ left: margin.left, top: margin.top },
    width: Math.max(10, size.width - margin.left - margin.right),
    height: Math.max(10, size.height - margin.top - margin.bottom),
  };
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize({ width: Math.round(width / scale), height: Math.round(height / scale) });
    });
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, [scale]);
  useLayoutEffect(() => {
    const element = canvas.current!;
    const context = element.getContext('2d');
    if (!context || size.width === 0) return;
    const ratio = devicePixelRatio * scale;
    element.width = size.width * ratio;
    element.height = size.height * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const css = getComputedStyle(element);
    const read = (name: string): string => css.getPropertyValue(name).trim();
    const style = {
      text: read('--text'),
      muted: read('--text-muted'),
      line: read('--line'),
      surface: read('--surface'),
    };
    drawScatter(context, plane, { bounds, frame, style, active, label });
  }, [plane, bounds, active, label, size, scheme, scale]);

  const pointAt = (event: PointerEvent): void => {
    const { left, top } = canvas.current!.getBoundingClientRect();
    const at = [(event.clientX - left) / scale, (event.clientY - top) / scale] as const;
    onActive(nearestPoint(plane, projection(bounds, frame), at, REACH_PX)?.index ?? null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') return onActive(null);
    if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    onActive(active === null ? 0 : neighbour(plane.labels, active, event.key));
  };
  return (
    <div className={styles.scatter}>
      <div
        ref={box}
        className={styles.canvas}
        role="application"
        aria-label="Latent plane. Arrow left and right: images of a class; up and down: classes; Escape: none."
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={pointAt}
        onPointerDown={pointAt}
        onPointerLeave={() => onActive(null)}
      >
        <canvas ref={canvas} aria-hidden />
      </div>
      <span className={styles.xLabel}>{axisLabel(0, plane)}</span>
      <span className={styles.yLabel}>{axisLabel(1, plane)}</span>
    </div>
  );
}

/** Counts changes between light and dark, after which a canvas is to be drawn again. */
function useScheme(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const bump = (): void => setChanges((count) => count + 1);
    const query = matchMedia('(prefers-color-scheme: dark)');
    query.addEventListener('change', bump);
    const observer = new MutationObserver(bump);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme', 'style'] });
    return () => {
      query.removeEventListener('change', bump);
      observer.disconnect();
    };
  }, []);
  return changes;
}
