/**
 * A measurement in steps, each of which tells what is under way: whoever runs it may yield to the event loop between them,
 * or drop it (`return`), which frees its tensors.
 */
export type Steps<Result> = Generator<string, Result, void>;

/** Runs a measurement to its end without a pause. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
