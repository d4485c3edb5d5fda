/** How many images of each split to read, from the first one on; all of them where it is left out. Integers from 1. */
export interface SplitLimits {
  readonly train?: number;
  readonly test?: number;
}
