import type { Gates, Levels } from './brain-state.ts';

/** How a level becomes a gate. */
export interface GateOptions {
  /** `hard`: a step at 1/2, the paper's three states (w -> 0). `graded`: a logistic of the given width. */
  readonly mode: 'hard' | 'graded';
  /** w of the logistic, in units of the level, > 0. Hard gates ignore it. 0.08 unless given. */
  readonly width?: number;
}

const DEFAULT_WIDTH = 0.08;

/** sigma(x) without overflow on either side. */
const logistic = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** ln(1 + e^x), the integral of the logistic. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** sigma((level - 1/2) / w); as w -> 0 a step, where a level of exactly 1/2 counts as high. */
function gateAt(level: number, { mode, width = DEFAULT_WIDTH }: GateOptions): number {
  if (mode === 'hard') return level >= 0.5 ? 1 : 0;
  return logistic((level - 0.5) / width);
}

/** Mean of the gate while the level moves at constant speed from `start` to `end`, in closed form. */
function gateAlongRamp(start: number, end: number, options: GateOptions): number {
  if (start === end) return gateAt(start, options);
  if (options.mode === 'hard') {
    const low = Math.min(start, end);
    const high = Math.max(start, end);
    return Math.min(Math.max((high - 0.5) / (high - low), 0), 1);
  }
  const width = options.width ?? DEFAULT_WIDTH;
  const a = (start - 0.5) / width;
  const b = (end - 0.5) / width;
  // Below this span the difference of two softplus loses digits, while the midpoint errs by (b - a)²/24 of the curvature.
  if (Math.abs(b - a) < 1e-4) return logistic((a + b) / 2);
  return (softplus(b) - softplus(a)) / (b - a);
}

const gatesFrom = (discriminator: number, target: number, highNa: number): Gates => ({
  discriminator,
  target,
  sign: 2 * target - 1,
  nrem: 1 - discriminator,
  connected: highNa >= 0.5,
});

const HARD: GateOptions = { mode: 'hard' };

/**
 * Gates of levels that do not change: gate_D = sigma((ACh - 1/2)/w), target_D = sigma((NA - 1/2)/w),
 * sign_G = 2 target_D - 1, gate_NREM = 1 - gate_D. Nothing else tells the brain's states apart.
 * @param levels 0..1, where 1 is active waking.
 * @source Deperrois et al. 2022, eLife 11:e76384, section "Cortical implementation of PAD"; the logistic is ours.
 */
export function gatesOf(levels: Levels, options: GateOptions): Gates {
  return gatesFrom(gateAt(levels.ach, options), gateAt(levels.na, options), gateAt(levels.na, HARD));
}

/** Levels at one moment. */
export interface LevelPoint extends Levels {
  readonly seconds: number;
}

/**
 * Time average of the gates along levels that are linear between the given points; exact in both modes.
 * Every gate is averaged by itself; `connected` tells, in both modes, whether NA was high for at least half of
 * the time.
 * @param points at least two, `seconds` ascending; two points at the same second make a jump.
 * @throws RangeError where there is no time to average over.
 */
export function averageGatesAlong(points: readonly LevelPoint[], options: GateOptions): Gates {
  let seconds = 0;
  let discriminator = 0;
  let target = 0;
  let highNa = 0;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!;
    const b = points[i]!;
    const span = b.seconds - a.seconds;
    if (span < 0) throw new RangeError(`Expected ascending seconds, got ${b.seconds} after ${a.seconds}.`);
    if (span === 0) continue;
    seconds += span;
    discriminator += span * gateAlongRamp(a.ach, b.ach, options);
    target += span * gateAlongRamp(a.na, b.na, options);
    highNa += span * gateAlongRamp(a.na, b.na, HARD);
  }
  if (!(seconds > 0)) throw new RangeError('Expected at least two points that are some time apart.');
  return gatesFrom(discriminator / seconds, target / seconds, highNa / seconds);
}

/**
 * Time average of a level that is linear between the given points.
 * @param points as {@link averageGatesAlong} takes them.
 */
export function meanAlong(points: readonly LevelPoint[], level: (point: LevelPoint) => number): number {
  let area = 0;
  let seconds = 0;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!;
    const b = points[i]!;
    const span = b.seconds - a.seconds;
    area += ((level(a) + level(b)) / 2) * span;
    seconds += span;
  }
  return area / seconds;
}

/**
 * Time average of the gates over [fromSeconds, toSeconds) for any level curve.
 *
 * Quadrature: the levels are sampled at the edges of `panels` equal panels and taken as linear inside each, and the gate
 * is integrated over each panel in closed form (softplus; the crossing of 1/2 in the hard mode). So constant levels and
 * linear ramps are exact, a smooth curve errs by O(panels^-2), and a kink or jump inside a panel costs at most one panel's
 * share of the time.
 * @param levelsAt levels at a moment in seconds.
 * @param options the gates' mode and width; `panels` is 64 unless given.
 * @throws RangeError where `toSeconds` does not come after `fromSeconds` or `panels` is not a positive integer.
 */
export function averageGates(
  levelsAt: (seconds: number) => Levels,
  fromSeconds: number,
  toSeconds: number,
  options: GateOptions & { readonly panels?: number },
): Gates {
  const { panels = 64 } = options;
  if (!Number.isInteger(panels) || panels < 1)
    throw new RangeError(`Expected a positive number of panels, got ${panels}.`);
  const points = Array.from({ length: panels + 1 }, (_, i) => {
    const seconds = fromSeconds + ((toSeconds - fromSeconds) * i) / panels;
    const { ach, na } = levelsAt(seconds);
    return { seconds, ach, na };
  });
  return averageGatesAlong(points, options);
}
