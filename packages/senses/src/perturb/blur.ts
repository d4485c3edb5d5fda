import type { ImageShape } from './image-shape.ts';

/**
 * Gaussian blur, one axis after the other; beyond an edge the image goes on as its outermost pixel.
 * @param sigmaPx standard deviation of the Gaussian, pixels; its window ends at three of them @returns a copy
 */
export function blur(images: Float32Array, shape: ImageShape, sigmaPx: number): Float32Array {
  if (sigmaPx === 0) return images.slice();
  const { count, height, width, channels } = shape;
  const window = gaussianWindow(sigmaPx);
  const across = blurAxis(images, window, { outer: count * height, length: width, inner: channels });
  return blurAxis(across, window, { outer: count, length: height, inner: width * channels });
}

/** Weights of -radius..radius, which sum to 1. */
function gaussianWindow(sigmaPx: number): Float64Array {
  const radius = Math.ceil(3 * sigmaPx);
  const window = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - radius) / sigmaPx) ** 2),
  );
  const sum = window.reduce((total, weight) => total + weight, 0);
  return window.map((weight) => weight / sum);
}

/** @param axes the blurred axis has `length` steps of `inner` numbers, `outer` times */
function blurAxis(
  images: Float32Array,
  window: Float64Array,
  { outer, length, inner }: { outer: number; length: number; inner: number },
): Float32Array {
  const radius = (window.length - 1) / 2;
  const blurred = new Float32Array(images.length);
  for (let row = 0; row < outer; row++) {
    const start = row * length * inner;
    for (let at = 0; at < length; at++) {
      for (let k = -radius; k <= radius; k++) {
        const from = start + Math.min(length - 1, Math.max(0, at + k)) * inner;
        const weight = window[k + radius]!;
        const to = start + at * inner;
        for (let i = 0; i < inner; i++) blurred[to + i]! += weight * images[from + i]!;
      }
    }
  }
  return blurred;
}
