import type { RandomStream } from '@oneiros/random';

/** Red, green, blue, each 0..1. */
export type Colour = readonly [red: number, green: number, blue: number];

/** @param hue in turns, any real; @param saturation, value 0..1 */
export function colourOf(hue: number, saturation: number, value: number): Colour {
  const channel = (shift: number): number => {
    const sixth = (((hue + shift) % 1) + 1) % 1;
    const ramp = Math.min(1, Math.max(0, Math.abs(sixth * 6 - 3) - 1));
    return value * (1 - saturation + saturation * ramp);
  };
  return [channel(0), channel(2 / 3), channel(1 / 3)];
}

/** Perceived brightness 0..1 (weights of ITU-R BT.709). */
export const brightnessOf = ([red, green, blue]: Colour): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

export const blend = (a: Colour, b: Colour, share: number): Colour => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

/** Any hue, from pale to saturated, from dark to bright. */
export const drawColour = (random: RandomStream): Colour =>
  colourOf(random.uniform(), 0.35 + 0.6 * random.uniform(), 0.2 + 0.8 * random.uniform());

/** A quiet colour of middle brightness, for what lies behind. */
export function drawMuted(random: RandomStream): Colour {
  return withBrightness(colourOf(random.uniform(), 0.05 + 0.4 * random.uniform(), 1), 0.4 + 0.2 * random.uniform());
}

/** The same hue at another brightness: towards black by scaling, towards white by blending. @param target 0..1 */
function withBrightness(colour: Colour, target: number): Colour {
  const brightness = brightnessOf(colour);
  return brightness > target
    ? blend([0, 0, 0], colour, target / brightness)
    : blend(colour, [1, 1, 1], (target - brightness) / (1 - brightness || 1));
}

/**
 * A colour whose brightness differs from `other` by at least `contrast` where it can, brighter or darker alike.
 *
 * @param contrast 0..0.5
 */
export function drawContrasting(random: RandomStream, other: Colour, contrast: number): Colour {
  return withBrightness(drawColour(random), drawBrightness(random, brightnessOf(other), contrast));
}

/** Neither black nor white: a surface keeps some of its hue and of its relief. */
const DARKEST = 0.06;
const BRIGHTEST = 0.88;

function drawBrightness(random: RandomStream, from: number, contrast: number): number {
  const roomBelow = Math.max(0, from - contrast - DARKEST);
  const roomAbove = Math.max(0, BRIGHTEST - from - contrast);
  const isDarker = roomAbove < 0.05 || (roomBelow >= 0.05 && random.uniform() < 0.5);
  return isDarker ? DARKEST + roomBelow * random.uniform() : BRIGHTEST - roomAbove * random.uniform();
}
