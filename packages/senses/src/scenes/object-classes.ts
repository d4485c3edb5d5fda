import type { RandomStream } from '@oneiros/random';
import { box, disc, ellipse, intersection, polygon, ring, stroke, union, type Distance } from './distance.ts';

/** Which of an object's four colours a part wears; all four are drawn anew for every image. */
export type Paint = 'body' | 'accent' | 'dark' | 'light';

/** One piece of an object, painted over the pieces before it. */
export interface Part {
  readonly distance: Distance;
  readonly paint: Paint;
  /** Brightness of the part relative to its paint: faces of a cube differ by it. 1 where left out. */
  readonly shade?: number;
}

/** Draws one exemplar about the origin, within a radius of about 1, y pointing down. */
export type Sketch = (random: RandomStream) => readonly Part[];

const between = (random: RandomStream, low: number, high: number): number => low + random.uniform() * (high - low);

const ball: Sketch = (random) => {
  const radius = 0.88;
  const outline = disc(0, 0, radius);
  const sectors = 3 + random.integer(2);
  const poleX = between(random, -0.35, 0.35);
  const poleY = between(random, -0.35, 0.35);
  const start = between(random, 0, Math.PI);
  const stripes: Distance = (x, y) => {
    const angle = Math.atan2(y - poleY, x - poleX) * sectors + start;
    return Math.sin(angle) * (0.7 / sectors) * (0.2 + Math.sqrt((x - poleX) ** 2 + (y - poleY) ** 2));
  };
  return [
    { distance: outline, paint: 'body' },
    { distance: intersection(outline, stripes), paint: 'accent' },
    { distance: disc(poleX, poleY, 0.14), paint: 'light' },
  ];
};

const cube: Sketch = (random) => {
  const turn = between(random, 0.35, 0.65);
  const left = -0.85;
  const right = 0.85;
  const middle = left + (right - left) * turn;
  const fall = between(random, 0.28, 0.42);
  const top = -0.42;
  const tall = 1;
  const dropLeft = fall * turn * 1.6;
  const dropRight = fall * (1 - turn) * 1.6;
  const front = top + fall * 0.8;
  const pips: Part[] = [];
  const pip = (x: number, y: number): void => void pips.push({ distance: disc(x, y, 0.12), paint: 'light' });
  const faceLeft = (left + middle) / 2;
  const faceRight = (middle + right) / 2;
  const down = (front + top) / 2 + tall / 2;
  pip(faceLeft - 0.12, down - 0.28);
  pip(faceLeft + 0.12, down + 0.28);
  if (random.uniform() < 0.5) pip(faceLeft, down);
  pip(faceRight, down);
  const back: readonly [number, number] = [left + right - middle, front - dropLeft - dropRight];
  return [
    {
      distance: polygon([left, front - dropLeft], [middle, front], [right, front - dropRight], back),
      paint: 'body',
      shade: 1.35,
    },
    {
      distance: polygon(
        [left, front - dropLeft],
        [middle, front],
        [middle, front + tall],
        [left, front - dropLeft + tall * 0.9],
      ),
      paint: 'body',
    },
    {
      distance: polygon(
        [middle, front],
        [right, front - dropRight],
        [right, front - dropRight + tall * 0.9],
        [middle, front + tall],
      ),
      paint: 'body',
      shade: 0.6,
    },
    ...pips,
  ];
};

const mug: Sketch = (random) => {
  const halfX = between(random, 0.44, 0.56);
  const halfY = between(random, 0.58, 0.74);
  const band = between(random, -0.1, 0.35);
  return [
    { distance: ring(halfX - 0.12, 0.05, between(random, 0.32, 0.4), 0.11), paint: 'body' },
    { distance: box(-0.15, 0.05, halfX, halfY, 0.14), paint: 'body' },
    { distance: box(-0.15, band, halfX, 0.12), paint: 'accent' },
    { distance: ellipse(-0.15, 0.05 - halfY + 0.06, halfX - 0.02, 0.19), paint: 'light' },
    { distance: ellipse(-0.15, 0.05 - halfY + 0.08, halfX - 0.13, 0.12), paint: 'dark' },
  ];
};

const tree: Sketch = (random) => {
  const tiers = 3 + random.integer(2);
  const wide = between(random, 0.6, 0.78);
  const parts: Part[] = [{ distance: box(0, 0.8, 0.12, 0.24), paint: 'dark' }];
  for (let tier = 0; tier < tiers; tier++) {
    const low = 0.65 - (tier * 1.25) / tiers;
    const half = wide * (1 - (0.62 * tier) / tiers);
    parts.push({
      distance: polygon([-half, low], [half, low], [0, low - 0.75]),
      paint: 'body',
      shade: tier % 2 ? 0.75 : 1.1,
    });
  }
  return parts;
};

const house: Sketch = (random) => {
  const half = between(random, 0.58, 0.72);
  const eaves = between(random, -0.15, 0);
  const door = between(random, -0.3, 0);
  const parts: Part[] = [
    { distance: box(half * 0.5, -0.6, 0.1, 0.28), paint: 'dark' },
    { distance: box(0, (eaves + 0.85) / 2, half, (0.85 - eaves) / 2), paint: 'body' },
    { distance: polygon([-half - 0.18, eaves], [half + 0.18, eaves], [0, -0.95]), paint: 'accent' },
    { distance: box(door, 0.58, 0.14, 0.27), paint: 'dark' },
    { distance: box(door + 0.42, 0.38, 0.15, 0.15), paint: 'light' },
  ];
  return parts;
};

const fish: Sketch = (random) => {
  const tall = between(random, 0.36, 0.5);
  const body = ellipse(-0.15, 0, 0.7, tall);
  const parts: Part[] = [
    { distance: polygon([0.35, 0], [0.98, -0.48], [0.98, 0.48]), paint: 'accent' },
    { distance: polygon([-0.3, -tall * 0.7], [0.3, -tall * 0.5], [0.15, -tall - 0.32]), paint: 'accent' },
    { distance: body, paint: 'body' },
  ];
  for (let stripe = 0; stripe < 3; stripe++) {
    parts.push({ distance: intersection(body, ring(-0.75, 0, 0.58 + stripe * 0.26, 0.055)), paint: 'accent' });
  }
  return [
    ...parts,
    { distance: disc(-0.56, -0.1, 0.13), paint: 'light' },
    { distance: disc(-0.58, -0.1, 0.07), paint: 'dark' },
  ];
};

const bird: Sketch = (random) => {
  const wing = between(random, -0.5, 0.4);
  return [
    { distance: stroke(0.05, 0.4, 0.0, 0.92, 0.06), paint: 'dark' },
    { distance: stroke(0.25, 0.4, 0.25, 0.92, 0.06), paint: 'dark' },
    { distance: polygon([0.4, 0.1], [1, -0.2], [0.95, 0.2]), paint: 'accent' },
    { distance: polygon([-0.7, -0.62], [-0.66, -0.3], [-1.02, -0.4]), paint: 'light' },
    { distance: ellipse(0.1, 0.12, 0.6, 0.38, -0.15), paint: 'body' },
    { distance: disc(-0.5, -0.42, 0.31), paint: 'body' },
    { distance: ellipse(0.22, 0.08 + wing * 0.25, 0.42, 0.17, wing), paint: 'accent' },
    { distance: disc(-0.57, -0.48, 0.09), paint: 'dark' },
  ];
};

const car: Sketch = (random) => {
  const cabin = between(random, -0.25, 0.1);
  const roof = between(random, -0.5, -0.38);
  const wheel = between(random, 0.2, 0.26);
  return [
    {
      distance: polygon([cabin - 0.5, 0], [cabin - 0.3, roof], [cabin + 0.35, roof], [cabin + 0.6, 0]),
      paint: 'accent',
    },
    {
      distance: polygon(
        [cabin - 0.34, -0.04],
        [cabin - 0.22, roof + 0.1],
        [cabin - 0.02, roof + 0.1],
        [cabin - 0.02, -0.04],
      ),
      paint: 'light',
    },
    {
      distance: polygon(
        [cabin + 0.08, -0.04],
        [cabin + 0.08, roof + 0.1],
        [cabin + 0.28, roof + 0.1],
        [cabin + 0.44, -0.04],
      ),
      paint: 'light',
    },
    { distance: box(0, 0.17, 0.98, 0.24, 0.12), paint: 'body' },
    { distance: disc(-0.52, 0.42, wheel), paint: 'dark' },
    { distance: disc(0.52, 0.42, wheel), paint: 'dark' },
    { distance: disc(-0.52, 0.42, wheel * 0.45), paint: 'light' },
    { distance: disc(0.52, 0.42, wheel * 0.45), paint: 'light' },
  ];
};

const flower: Sketch = (random) => {
  const petals = 5 + random.integer(3);
  const start = between(random, 0, Math.PI);
  const parts: Part[] = [
    { distance: stroke(0, 0, between(random, -0.15, 0.15), 1, 0.07), paint: 'accent' },
    { distance: ellipse(0.28, 0.72, 0.28, 0.11, -0.5), paint: 'accent' },
  ];
  for (let petal = 0; petal < petals; petal++) {
    const angle = start + (2 * Math.PI * petal) / petals;
    const x = 0.46 * Math.cos(angle);
    const y = 0.46 * Math.sin(angle) - 0.22;
    parts.push({ distance: ellipse(x, y, 0.34, 0.17, angle), paint: 'body', shade: petal % 2 ? 0.85 : 1.1 });
  }
  return [...parts, { distance: disc(0, -0.22, 0.22), paint: 'light' }];
};

const key: Sketch = (random) => {
  const teeth = 2 + random.integer(2);
  const strokes = [stroke(-0.25, 0, 0.95, 0, 0.1)];
  for (let tooth = 0; tooth < teeth; tooth++) {
    const x = 0.92 - tooth * 0.24;
    strokes.push(stroke(x, 0, x, between(random, 0.28, 0.42), 0.08));
  }
  return [
    { distance: union(...strokes), paint: 'body' },
    { distance: ring(-0.58, 0, 0.3, 0.12), paint: 'body' },
  ];
};

/** The ten classes, in the order of their labels. */
export const OBJECT_CLASSES: readonly { readonly name: string; readonly sketch: Sketch }[] = [
  { name: 'ball', sketch: ball },
  { name: 'cube', sketch: cube },
  { name: 'mug', sketch: mug },
  { name: 'tree', sketch: tree },
  { name: 'house', sketch: house },
  { name: 'fish', sketch: fish },
  { name: 'bird', sketch: bird },
  { name: 'car', sketch: car },
  { name: 'flower', sketch: flower },
  { name: 'key', sketch: key },
];
