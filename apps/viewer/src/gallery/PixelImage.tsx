import { useLayoutEffect, useRef } from 'react';
import type { DreamImages } from '../source/run-source.ts';
import styles from './gallery.module.css';
import { imageAt, toRgba, type RowName } from './pixels.ts';

export interface PixelImageProps {
  readonly sheet: DreamImages;
  readonly row: RowName;
  readonly column: number;
  /** Screen pixels a pixel. */
  readonly zoom: number;
  readonly className?: string | undefined;
}

/** One picture of a sheet, each pixel a square; decoration to a screen reader, whose text stands beside it. */
export function PixelImage({ sheet, row, column, zoom, className = '' }: PixelImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = sheet;
  useLayoutEffect(() => {
    const pictures = sheet.rows[row];
    const context = canvas.current?.getContext('2d');
    if (!context || pictures === null) return;
    context.putImageData(new ImageData(toRgba(imageAt(pictures, column, sheet), sheet), width, height), 0, 0);
  }, [sheet, row, column, width, height]);
  useLayoutEffect(() => {
    canvas.current?.style.setProperty('width', `${width * zoom}px`);
    canvas.current?.style.setProperty('height', `${height * zoom}px`);
  }, [zoom, width, height]);
  return <canvas ref={canvas} width={width} height={height} className={`${styles.pixels} ${className}`} aria-hidden />;
}
