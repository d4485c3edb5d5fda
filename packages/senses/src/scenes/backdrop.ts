import type { RandomStream } from '@oneiros/random';
import { SCENE_SIDE_PX } from './canvas.ts';
import { blend, drawMuted, type Colour } from './colour.ts';

/** Share of the second colour at a pixel, 0..1. */
type Pattern = (x: number, y: number) => number;

const ramp = (value: number): number => Math.min(1, Math.max(0, value));

const gradient = (random: RandomStream): Pattern => {
  const angle = random.uniform() * 2 * Math.PI;
  const cos = Math.cos(angle) / SCENE_SIDE_PX;
  const sin = Math.sin(angle) / SCENE_SIDE_PX;
  return (x, y) => ramp(0.5 + cos * (x - 16) + sin * (y - 16));
};

const horizon = (random: RandomStream): Pattern => {
  const height = 10 + random.uniform() * 16;
  const tilt = (random.uniform() - 0.5) * 0.3;
  return (x, y) => ramp(y - height - tilt * (x - 16)) * 0.8 + 0.2 * (y / SCENE_SIDE_PX);
};

const stripes = (random: RandomStream): Pattern => {
  const angle = random.uniform() * Math.PI;
  const period = 4 + random.uniform() * 8;
  const cos = (Math.cos(angle) * 2 * Math.PI) / period;
  const sin = (Math.sin(angle) * 2 * Math.PI) / period;
  const phase = random.uniform() * 2 * Math.PI;
  return (x, y) => ramp(0.5 + Math.sin(cos * x + sin * y + phase));
};

const tiles = (random: RandomStream): Pattern => {
  const side = 4 + random.uniform() * 6;
  const shiftX = random.uniform() * side;
  const shiftY = random.uniform() * side;
  return (x, y) => (Math.floor((x + shiftX) / side) + Math.floor((y + shiftY) / side)) & 1;
};

/** Smooth noise: values on a coarse grid, interpolated. */
const clouds = (random: RandomStream): Pattern => {
  const cells = 3 + random.integer(5);
  const side = cells + 2;
  const values = random.fillUniform(new Float32Array(side * side), 0, 1);
  return (x, y) => {
    const gridX = (x / SCENE_SIDE_PX) * cells;
    const gridY = (y / SCENE_SIDE_PX) * cells;
    const cellX = Math.floor(gridX);
    const cellY = Math.floor(gridY);
    const u = gridX - cellX;
    const v = gridY - cellY;
    const at = cellY * side + cellX;
    const upper = values[at]! * (1 - u) + values[at + 1]! * u;
    const lower = values[at + side]! * (1 - u) + values[at + side + 1]! * u;
    return upper * (1 - v) + lower * v;
  };
};

const PATTERNS = [gradient, horizon, stripes, tiles, clouds] as const;

/**
 * Fills a picture with a wall, a horizon, stripes, tiles or clouds of two related colours.
 *
 * @param picture [32, 32, 3], 0..1
 * @returns the mean of the two colours
 */
export function paintBackdrop(picture: Float32Array, random: RandomStream): Colour {
  const first = drawMuted(random);
  const second = blend(first, drawMuted(random), 0.15 + 0.45 * random.uniform());
  const pattern = PATTERNS[random.integer(PATTERNS.length)]!(random);
  for (let y = 0; y < SCENE_SIDE_PX; y++) {
    for (let x = 0; x < SCENE_SIDE_PX; x++) {
      const share = pattern(x, y);
      const i = (y * SCENE_SIDE_PX + x) * 3;
      for (let c = 0; c < 3; c++) picture[i + c] = first[c]! + (second[c]! - first[c]!) * share;
    }
  }
  return blend(first, second, 0.5);
}
