import { useLayoutEffect, useRef } from 'react';
import type { LatentPlane } from '../source/run-source.ts';
import styles from './latents.module.css';

const ZOOM = 4;

/** The image that a point stands for, each pixel a square. */
export function PlanePicture({
  images,
  index,
}: {
  readonly images: NonNullable<LatentPlane['images']>;
  readonly index: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { height, width, channels, pixels } = images;
  useLayoutEffect(() => {
    const element = canvas.current!;
    element.style.setProperty('width', `${width * ZOOM}px`);
    element.style.setProperty('height', `${height * ZOOM}px`);
    const size = height * width;
    const rgba = new Uint8ClampedArray(size * 4).fill(255);
    for (let pixel = 0; pixel < size; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        rgba[pixel * 4 + channel] = pixels[(index * size + pixel) * channels + Math.min(channel, channels - 1)]!;
      }
    }
    element.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
  }, [index, height, width, channels, pixels]);
  return <canvas ref={canvas} width={width} height={height} className={styles.picture} aria-hidden />;
}
