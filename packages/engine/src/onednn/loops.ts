/**
 * Strided loops for the native kernels: [rank, sizes, strides of the first operand, strides of the second], with
 * neighbouring dimensions joined where both operands step through them alike, so that most become one or two long runs.
 */
export function mergedLoop(
  sizes: readonly number[],
  first: readonly number[],
  second: readonly number[],
): Float64Array {
  const merged: { size: number; first: number; second: number }[] = [];
  sizes.forEach((size, d) => {
    if (size === 1) return;
    const outer = merged.at(-1);
    if (outer && outer.first === first[d]! * size && outer.second === second[d]! * size) {
      outer.size *= size;
      outer.first = first[d]!;
      outer.second = second[d]!;
    } else {
      merged.push({ size, first: first[d]!, second: second[d]! });
    }
  });
  if (merged.length === 0) merged.push({ size: 1, first: 1, second: 1 });
  return Float64Array.of(
    merged.length,
    ...merged.map((d) => d.size),
    ...merged.map((d) => d.first),
    ...merged.map((d) => d.second),
  );
}

/** Steps between neighbours of a contiguous tensor, in elements. */
export function contiguousStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let d = shape.length - 1; d >= 0; d -= 1) {
    strides[d] = step;
    step *= shape[d]!;
  }
  return strides;
}

/** Strides of an operand repeated to `outShape`: 0 in dimensions where it has one element for all. */
export function broadcastStrides(shape: readonly number[], outShape: readonly number[]): number[] {
  const strides = contiguousStrides(shape);
  const missing = outShape.length - shape.length;
  return outShape.map((_, d) => (d < missing || shape[d - missing] === 1 ? 0 : strides[d - missing]!));
}
