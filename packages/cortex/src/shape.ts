import { ShapeMismatchError } from './errors.ts';

/** Sizes of one cortex. The paper's: 32, 3, 64, 256, 0.2. */
export interface CortexShape {
  /** Side of the square images, one of `imageSidesPx`; it decides how many areas the stream has. */
  readonly imageSidePx: number;
  readonly imageChannels: number;
  /** Channels of V1; every further area below IT doubles them. */
  readonly baseWidth: number;
  /** Size of IT's code z. */
  readonly latentSize: number;
  /** Slope of LeakyReLU below zero, in (0, 1]. */
  readonly leakSlope: number;
  /**
   * Retinotopic areas more (or, negative, fewer) than leave IT a 4 x 4 map, 0 unless given: with 1 the last map is 2 x 2, with
   * -1 8 x 8, and IT and the reality monitor take it in whole.
   */
  readonly extraAreas?: number;
}

/** Areas of the ventral stream; `PIT` (posterior inferotemporal) joins where the stream is deeper than the paper's. */
export type AreaName = 'V1' | 'V2' | 'V4' | 'PIT' | 'IT';

/** Side of the kernels between retinotopic areas, and of the map that the paper's IT and reality monitor take in whole. */
const KERNEL_SIDE = 4;

const RETINOTOPIC_AREAS = ['V1', 'V2', 'V4', 'PIT'] as const;

/** Image sides that a stream exists for: each retinotopic area halves the map, and the last one must leave 4 x 4. */
export const imageSidesPx: readonly number[] = RETINOTOPIC_AREAS.map((_, i) => KERNEL_SIDE * 2 ** (i + 1));

/** What one area connects: its own map above, the map or image below. Sides in pixels of the map. */
export interface AreaShape {
  readonly name: AreaName;
  readonly below: { readonly sidePx: number; readonly channels: number };
  readonly above: { readonly sidePx: number; readonly channels: number };
  /** The lowest area, whose feedback ends in tanh because it draws the image. */
  readonly isLowest: boolean;
  /** IT: takes the whole map below into one code, linearly. */
  readonly isHighest: boolean;
  readonly leakSlope: number;
  /** 4; in IT, and for the reality monitor, the side of the map below. */
  readonly kernelSidePx: number;
}

/**
 * The areas from the image to IT. 32 px give the paper's V1, V2, V4, IT; 64 px give one more, 16 and 8 fewer; so does `extraAreas`.
 * @throws ShapeMismatchError for an image side or a depth without a stream or a size that is not a positive integer
 */
export function streamOf(shape: CortexShape): readonly AreaShape[] {
  const { imageSidePx, imageChannels, baseWidth, latentSize, leakSlope, extraAreas = 0 } = shape;
  for (const [what, size] of Object.entries({ imageChannels, baseWidth, latentSize })) {
    if (!Number.isInteger(size) || size < 1) throw new ShapeMismatchError(what, 'an integer of at least 1', `${size}`);
  }
  if (!(leakSlope > 0 && leakSlope <= 1)) throw new ShapeMismatchError('leakSlope', 'in (0, 1]', `${leakSlope}`);
  const plainDepth = imageSidesPx.indexOf(imageSidePx) + 1;
  if (plainDepth === 0)
    throw new ShapeMismatchError('imageSidePx', `one of ${imageSidesPx.join(', ')}`, `${imageSidePx}`);
  const depth = plainDepth + extraAreas;
  const isPossible = depth >= 1 && depth <= RETINOTOPIC_AREAS.length && extraAreas <= 1;
  if (!Number.isInteger(extraAreas) || !isPossible) {
    const expected = `1 at most, and to leave ${imageSidePx} px 1 to ${RETINOTOPIC_AREAS.length} retinotopic areas`;
    throw new ShapeMismatchError('extraAreas', expected, `${extraAreas}`);
  }

  const areas: AreaShape[] = [];
  let below = { sidePx: imageSidePx, channels: imageChannels };
  for (const [i, name] of RETINOTOPIC_AREAS.slice(0, depth).entries()) {
    const above = { sidePx: below.sidePx / 2, channels: baseWidth * 2 ** i };
    areas.push({ name, below, above, isLowest: i === 0, isHighest: false, leakSlope, kernelSidePx: KERNEL_SIDE });
    below = above;
  }
  areas.push({
    name: 'IT',
    below,
    above: { sidePx: 1, channels: latentSize },
    isLowest: false,
    isHighest: true,
    leakSlope,
    kernelSidePx: below.sidePx,
  });
  return areas;
}
