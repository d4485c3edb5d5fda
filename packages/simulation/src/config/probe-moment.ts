import { z } from 'zod';
import {
  loopProbeNames,
  probeOf,
  type LoopProbeName,
  type ProbeOptions,
  type ProbeOptionsInput,
} from '../probes/registry.ts';

/** A probe inside the loop: what measures, when, and with which options. */
export type ProbeMoment = {
  [Name in LoopProbeName]: Moment & { readonly probe: Name; readonly options: ProbeOptions<Name> };
}[LoopProbeName];

/** As users write it. */
export type ProbeMomentInput = {
  [Name in LoopProbeName]: Moment & { readonly probe: Name; readonly options?: ProbeOptionsInput<Name> | undefined };
}[LoopProbeName];

/** When an entry measures; at least one of the three. */
export interface Moment {
  readonly everyEpochs?: number | undefined;
  readonly everyNights?: number | undefined;
  readonly ticks?: readonly number[] | undefined;
}

const momentOf = (name: LoopProbeName) =>
  z
    .strictObject({
      probe: z.literal(name),
      everyEpochs: z.int().min(1).optional().describe('Measures at the end of every so many epochs.'),
      everyNights: z.int().min(1).optional().describe('Measures in the morning after every so many nights.'),
      ticks: z
        .array(z.int().min(0))
        .min(1)
        .optional()
        .describe('Measures after so many ticks lived, each number a moment; 0: before the first.'),
      options: probeOf(name).options.prefault({}).describe('What the probe takes; see docs/metrics.md.'),
    })
    .refine((moment) => [moment.everyEpochs, moment.everyNights, moment.ticks].some((when) => when !== undefined), {
      message: 'says not when: give everyEpochs, everyNights or ticks',
    });

/** One entry of `probes.at`. */
export const probeMomentSchema = z.discriminatedUnion('probe', loopProbeNames.map(momentOf) as never, {
  error: ({ code }) => (code === 'invalid_union' ? `expected a probe: one of ${loopProbeNames.join(', ')}` : undefined),
}) as unknown as z.ZodType<ProbeMoment, ProbeMomentInput>;
