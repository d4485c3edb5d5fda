import type { Colour } from './colour.ts';
import type { Distance } from './distance.ts';

/** Side of a scene in pixels. */
export const SCENE_SIDE_PX = 32;
const AREA = SCENE_SIDE_PX * SCENE_SIDE_PX;

/** Where a shape lands: object coordinates -> pixels by scale, mirroring, rotation and shift. */
export interface Placement {
  readonly centreX: number;
  readonly centreY: number;
  /** Pixels per unit of the object. */
  readonly scalePx: number;
  /** Radians, clockwise on screen. */
  readonly angle: number;
  readonly isMirrored: boolean;
}

/** Light on a rounded relief, from one direction in the plane of the picture. */
export interface Light {
  readonly directionX: number;
  readonly directionY: number;
  /** 0 (flat) .. about 0.6. */
  readonly strength: number;
}

/** A transparent layer: colour times cover, and cover, of each pixel. */
export interface Layer {
  /** [32, 32, 3], premultiplied by `cover`, about 0..1. */
  readonly colour: Float32Array;
  /** [32, 32], 0..1. */
  readonly cover: Float32Array;
}

export const createLayer = (): Layer => ({ colour: new Float32Array(AREA * 3), cover: new Float32Array(AREA) });

export function clearLayer(layer: Layer): void {
  layer.colour.fill(0);
  layer.cover.fill(0);
}

/** How far inside its outline a shape still bends away from the viewer, in pixels. */
const RELIEF_PX = 4;

/** Paints a shape over a layer, with edges smoothed over one pixel and its rim lit from the light's side. */
export function paintShape(layer: Layer, distance: Distance, at: Placement, colour: Colour, light: Light): void {
  const { scalePx, centreX, centreY } = at;
  const cos = Math.cos(at.angle) / scalePx;
  const sin = Math.sin(at.angle) / scalePx;
  const flip = at.isMirrored ? -1 : 1;
  const reach = 1.3 * scalePx;
  const left = Math.max(0, Math.floor(centreX - reach));
  const right = Math.min(SCENE_SIDE_PX - 1, Math.ceil(centreX + reach));
  const top = Math.max(0, Math.floor(centreY - reach));
  const bottom = Math.min(SCENE_SIDE_PX - 1, Math.ceil(centreY + reach));
  // The light in object coordinates: one more evaluation a step towards it gives the slope of the relief.
  const step = 0.75;
  const lightX = flip * step * (cos * light.directionX + sin * light.directionY);
  const lightY = step * (cos * light.directionY - sin * light.directionX);
  for (let py = top; py <= bottom; py++) {
    for (let px = left; px <= right; px++) {
      const offX = px + 0.5 - centreX;
      const offY = py + 0.5 - centreY;
      const x = flip * (cos * offX + sin * offY);
      const y = cos * offY - sin * offX;
      const depthPx = distance(x, y) * scalePx;
      const cover = depthPx <= -0.5 ? 1 : 0.5 - depthPx;
      if (cover <= 0) {
        // Nothing can be nearer than the distance says; some shapes overstate it a little.
        px += Math.floor(0.7 * (depthPx - 0.5));
        continue;
      }
      const rim = 1 - Math.min(1, Math.max(0, -depthPx / RELIEF_PX));
      const slope = (distance(x + lightX, y + lightY) * scalePx - depthPx) / step;
      const brightness = 1 + light.strength * rim * slope;
      const pixel = py * SCENE_SIDE_PX + px;
      layer.cover[pixel] = cover + (1 - cover) * layer.cover[pixel]!;
      for (let c = 0; c < 3; c++) {
        const i = pixel * 3 + c;
        layer.colour[i] = cover * colour[c]! * brightness + (1 - cover) * layer.colour[i]!;
      }
    }
  }
}

/** Lays a layer over a picture, the picture darkened where the layer's shadow falls. */
export function compose(
  picture: Float32Array,
  layer: Layer,
  light: Light,
  shadowPx: number,
  shadowDepth: number,
): void {
  const shiftX = Math.round(-light.directionX * shadowPx);
  const shiftY = Math.round(-light.directionY * shadowPx);
  for (let py = 0; py < SCENE_SIDE_PX; py++) {
    for (let px = 0; px < SCENE_SIDE_PX; px++) {
      const fromX = px - shiftX;
      const fromY = py - shiftY;
      const isInside = fromX >= 0 && fromX < SCENE_SIDE_PX && fromY >= 0 && fromY < SCENE_SIDE_PX;
      const shadow = isInside ? shadowDepth * layer.cover[fromY * SCENE_SIDE_PX + fromX]! : 0;
      const pixel = py * SCENE_SIDE_PX + px;
      const behind = (1 - shadow) * (1 - layer.cover[pixel]!);
      for (let c = 0; c < 3; c++)
        picture[pixel * 3 + c] = layer.colour[pixel * 3 + c]! + behind * picture[pixel * 3 + c]!;
    }
  }
}
