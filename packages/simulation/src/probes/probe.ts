import type { z } from 'zod';
import type { ProbeContext } from './probe-context.ts';
import type { Steps } from './steps.ts';

/** A question to a brain, answered by looking: a probe changes neither synapses nor memories nor random streams. */
export interface Probe<Options, OptionsInput, Result> {
  /** Strict; the only home of the defaults. */
  readonly options: z.ZodType<Options, OptionsInput>;
  /** Strict; plain JSON with finite numbers. */
  readonly result: z.ZodType<Result>;
  /** Whether it looks through a network of features, which a run has not: then it is no probe for inside the loop. */
  readonly needsNetwork?: true;
  /** Whether its results are too large for an event log: then it is no probe for inside the loop either. */
  readonly isLarge?: true;
  /** @param options resolved @returns steps that leave as many tensors as there were */
  measure(context: ProbeContext, options: Options): Steps<Result>;
  /** The figures that matter most, in one line for people. */
  summary(result: Result): string;
}

/** A probe whose types follow from its schemas. */
export type ProbeOf<Options extends z.ZodType, Result extends z.ZodType> = Probe<
  z.output<Options>,
  z.input<Options>,
  z.output<Result>
>;
