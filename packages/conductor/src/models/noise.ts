import type { RandomStream } from '@oneiros/random';

const HOUR = 3600;

/** Random numbers at whole seconds, the same for a second whenever and in whatever order they are asked for. */
export interface SecondNoise {
  /** Uniform in [0, 1). */
  uniformAt(second: number): number;
  /** N(0, 1). */
  normalAt(second: number): number;
}

/**
 * One stream an hour: the numbers of an hour are drawn together, when first asked for, and kept until another hour is.
 * @param random stream of an hour, counted from 0; the same hour must give the same stream.
 */
export function createSecondNoise(random: (hour: number) => RandomStream): SecondNoise {
  const uniforms = new Float32Array(HOUR);
  const normals = new Float32Array(HOUR);
  let drawn = -1;
  const drawHour = (hour: number): void => {
    if (hour === drawn) return;
    const stream = random(hour);
    stream.fillUniform(uniforms, 0, 1);
    stream.fillNormal(normals);
    drawn = hour;
  };
  return {
    uniformAt(second) {
      drawHour(Math.floor(second / HOUR));
      return uniforms[second % HOUR]!;
    },
    normalAt(second) {
      drawHour(Math.floor(second / HOUR));
      return normals[second % HOUR]!;
    },
  };
}
