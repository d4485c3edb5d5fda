import type { RandomStream } from '@oneiros/random';
import { paintBackdrop } from './backdrop.ts';
import {
  clearLayer,
  compose,
  createLayer,
  paintShape,
  SCENE_SIDE_PX,
  type Layer,
  type Light,
  type Placement,
} from './canvas.ts';
import { drawColour, drawContrasting, type Colour } from './colour.ts';
import { box, disc, polygon, ring, stroke, type Distance } from './distance.ts';
import type { Paint, Sketch } from './object-classes.ts';

const between = (random: RandomStream, low: number, high: number): number => low + random.uniform() * (high - low);

/** What a scene is painted on; one serves any number of scenes, one after the other. */
export interface Easel {
  /** [32, 32, 3], 0..1. */
  readonly picture: Float32Array;
  readonly layer: Layer;
}

export const createEasel = (): Easel => ({
  picture: new Float32Array(SCENE_SIDE_PX * SCENE_SIDE_PX * 3),
  layer: createLayer(),
});

/**
 * Draws one scene: a backdrop, clutter, one object with its shadow, light and a little noise.
 *
 * @param random everything that varies comes from it, in a fixed order
 * @param pixels [32, 32, 3], 0..255, overwritten
 */
export function drawScene(sketch: Sketch, random: RandomStream, pixels: Uint8Array, easel = createEasel()): void {
  const { picture } = easel;
  const light = drawLight(random);
  const backdrop = paintBackdrop(picture, random);
  paintClutter(easel, random, light);
  paintObject(easel, sketch, random, light, backdrop);
  const exposure = between(random, 0.92, 1.06);
  const grain = between(random, 0, 0.02);
  let bits = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    // One draw of 32 bits serves the grain of four pixels.
    bits = i % 12 === 0 ? random.uniform() * 2 ** 32 : bits >>> 8;
    const noise = grain * ((bits & 255) - 127.5) * 0.0135; // uniform of deviation `grain`: sqrt(12) / 256
    for (let c = i; c < i + 3; c++) {
      const level = 255 * (picture[c]! * exposure + noise) + 0.5;
      pixels[c] = level <= 0 ? 0 : level >= 255 ? 255 : level;
    }
  }
}

function drawLight(random: RandomStream): Light {
  const angle = between(random, -Math.PI, 0); // from above
  return { directionX: Math.cos(angle), directionY: Math.sin(angle), strength: between(random, 0.15, 0.6) };
}

function paintClutter({ picture, layer }: Easel, random: RandomStream, light: Light): void {
  clearLayer(layer);
  const pieces = random.integer(4);
  for (let piece = 0; piece < pieces; piece++) {
    const at: Placement = {
      centreX: between(random, 0, SCENE_SIDE_PX),
      centreY: between(random, 0, SCENE_SIDE_PX),
      scalePx: between(random, 2, 4.5),
      angle: between(random, 0, 2 * Math.PI),
      isMirrored: false,
    };
    paintShape(layer, drawShard(random), at, drawColour(random), light);
  }
  compose(picture, layer, light, 1, 0.25);
}

/** A plain piece of clutter that belongs to no class. */
function drawShard(random: RandomStream): Distance {
  switch (random.integer(5)) {
    case 0:
      return disc(0, 0, between(random, 0.4, 0.9));
    case 1:
      return box(0, 0, between(random, 0.3, 0.9), between(random, 0.3, 0.9));
    case 2:
      return polygon([-0.9, 0.6], [0.9, between(random, 0.2, 0.8)], [between(random, -0.5, 0.5), -0.9]);
    case 3:
      return ring(0, 0, 0.7, 0.2);
    default:
      return stroke(-1, 0, 1, between(random, -0.5, 0.5), between(random, 0.12, 0.3));
  }
}

function paintObject(
  { picture, layer }: Easel,
  sketch: Sketch,
  random: RandomStream,
  light: Light,
  backdrop: Colour,
): void {
  const at = drawPlacement(random);
  const body = drawContrasting(random, backdrop, 0.25);
  const paints: Record<Paint, Colour> = {
    body,
    accent: drawContrasting(random, body, 0.2),
    dark: drawContrasting(random, body, 0.35),
    light: drawContrasting(random, body, 0.35),
  };
  clearLayer(layer);
  for (const part of sketch(random)) {
    const [red, green, blue] = paints[part.paint];
    const shade = part.shade ?? 1;
    paintShape(layer, part.distance, at, [red * shade, green * shade, blue * shade], light);
  }
  compose(picture, layer, light, between(random, 1, 3), between(random, 0.15, 0.5));
}

function drawPlacement(random: RandomStream): Placement {
  const scalePx = between(random, 11.5, 14.5);
  const room = SCENE_SIDE_PX / 2 - 0.95 * scalePx;
  return {
    scalePx,
    centreX: SCENE_SIDE_PX / 2 + between(random, -room, room),
    centreY: SCENE_SIDE_PX / 2 + between(random, -room, room),
    angle: between(random, -0.28, 0.28),
    isMirrored: random.uniform() < 0.5,
  };
}
