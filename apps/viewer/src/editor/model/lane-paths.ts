/** From time and value to pixels. */
export interface LaneBox {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
  /** Value at the bottom and at the top. */
  readonly least: number;
  readonly most: number;
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

const scalesOf = ({ from, to, width, height, least, most }: LaneBox) => ({
  x: (seconds: number): number => ((seconds - from) / (to - from)) * width,
  y: (value: number): number => height - ((value - least) / (most - least)) * height,
});

/**
 * Values that hold from one start to the next, as a line of steps; where more than one falls on a pixel, the line runs from the
 * least to the most of them there.
 * @param starts [values + 1] seconds, ascending
 */
export function stepPath(starts: ArrayLike<number>, values: ArrayLike<number>, box: LaneBox): string {
  const { x, y } = scalesOf(box);
  const parts: string[] = [];
  let column = Number.NEGATIVE_INFINITY;
  let least = 0;
  let most = 0;
  let last = 0;
  const flush = (): void => {
    if (most > least) parts.push(`V${short(y(least))}V${short(y(most))}V${short(y(last))}`);
  };
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const left = x(starts[i]!);
    const right = x(starts[i + 1]!);
    if (right < 0 || left > box.width) continue;
    if (parts.length === 0) {
      parts.push(`M${short(Math.max(left, 0))} ${short(y(value))}`);
      [least, most, last] = [value, value, value];
    }
    if (Math.floor(left) === column) {
      [least, most, last] = [Math.min(least, value), Math.max(most, value), value];
    } else {
      flush();
      column = Math.floor(left);
      parts.push(`H${short(Math.max(left, 0))}V${short(y(value))}`);
      [least, most, last] = [value, value, value];
    }
    if (Math.floor(right) !== column) {
      flush();
      parts.push(`H${short(Math.min(right, box.width))}`);
      [least, most] = [last, last];
    }
  }
  flush();
  return parts.join('');
}

/** The area between least and most of equally long stretches. @param part the time they fill, seconds */
export function envelopePath(
  least: ArrayLike<number>,
  most: ArrayLike<number>,
  part: { readonly from: number; readonly to: number },
  box: LaneBox,
): string {
  const { x, y } = scalesOf(box);
  const count = least.length;
  const middle = (i: number): number => x(part.from + ((part.to - part.from) * (i + 0.5)) / count);
  const upper = Array.from({ length: count }, (_, i) => `${short(middle(i))} ${short(y(most[i]!) - 0.6)}`);
  const lower = Array.from({ length: count }, (_, i) => `${short(middle(i))} ${short(y(least[i]!) + 0.6)}`);
  return count === 0 ? '' : `M${[...upper, ...lower.reverse()].join('L')}Z`;
}
