import type { ActivationAttributes } from './activation.ts';

/**
 * Where a layer stands in a stack of layers, which decides what its errors are errors of. A layer alone has no place: its
 * errors are those of its input and its activated output, as of any operation. Inside a stack the error of a map is taken
 * before the map's transfer function, by multiplying with the derivative while the error is written; this saves a pass over
 * memory for each layer. So a map inside a stack must be read by layers only that name its transfer function as `below`.
 */
export interface StackPlace {
  /** The transfer function that made the input, where a layer of the stack did. */
  readonly below?: ActivationAttributes;
  /** Whether layers of the stack read the output: its error then arrives before the transfer function. */
  readonly isInner?: boolean;
}
