import type { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { problemsOf } from '../config/problems-of.ts';
import { areasProbe } from './areas.ts';
import { forgettingProbe } from './forgetting.ts';
import { geometryProbe } from './geometry.ts';
import { similarityProbe } from './similarity.ts';
import type { ProbeContext } from './probe-context.ts';
import { latentsProbe } from './latents.ts';
import { lossesProbe } from './losses.ts';
import { monitorProbe } from './monitor.ts';
import { readoutProbe } from './readout.ts';
import { realismProbe } from './realism.ts';
import { robustnessProbe } from './robustness.ts';
import { stalenessProbe } from './staleness.ts';
import { signaturesProbe } from './signatures.ts';
import { finish, type Steps } from './steps.ts';

/** Every probe by its name. */
export const probes = {
  readout: readoutProbe,
  areas: areasProbe,
  robustness: robustnessProbe,
  geometry: geometryProbe,
  similarity: similarityProbe,
  staleness: stalenessProbe,
  forgetting: forgettingProbe,
  losses: lossesProbe,
  monitor: monitorProbe,
  signatures: signaturesProbe,
  latents: latentsProbe,
  realism: realismProbe,
} as const;

export type ProbeName = keyof typeof probes;
export const probeNames = Object.keys(probes) as readonly ProbeName[];

/** Probes that need nothing but a brain and its images, and give little, so that a run can ask them. */
export type LoopProbeName = Exclude<ProbeName, 'realism' | 'latents'>;
export const loopProbeNames = probeNames.filter(
  (name): name is LoopProbeName => !('needsNetwork' in probes[name] || 'isLarge' in probes[name]),
);

export type ProbeOptions<Name extends ProbeName> = z.output<(typeof probes)[Name]['options']>;
export type ProbeOptionsInput<Name extends ProbeName> = z.input<(typeof probes)[Name]['options']>;
export type ProbeResult<Name extends ProbeName> = z.output<(typeof probes)[Name]['result']>;

/** The probes with their types forgotten, for names that are known only when the program runs. */
interface AnyProbe {
  readonly options: z.ZodType<Record<string, unknown>>;
  readonly result: z.ZodType<Record<string, unknown>>;
  measure(context: ProbeContext, options: Record<string, unknown>): Steps<Record<string, unknown>>;
  summary(result: Record<string, unknown>): string;
}
export const probeOf = (name: ProbeName): AnyProbe => probes[name] as unknown as AnyProbe;

export const isProbeName = (name: string): name is ProbeName => Object.hasOwn(probes, name);

/** Fills in the defaults. @throws ConfigError that names every offending key, with a suggestion for unknown ones */
export function resolveProbeOptions<Name extends ProbeName>(name: Name, options: unknown = {}): ProbeOptions<Name> {
  const { options: schema } = probeOf(name);
  const resolved = schema.safeParse(options);
  if (resolved.success) return resolved.data as ProbeOptions<Name>;
  throw new ConfigError(resolved.error.issues.flatMap((issue) => problemsOf(issue, schema, name)));
}

/**
 * Asks a probe's question in steps, so that the caller can do other work between them.
 * @throws ConfigError for options that the probe does not take
 */
export function measureSteps<Name extends ProbeName>(
  name: Name,
  context: ProbeContext,
  options?: ProbeOptionsInput<Name>,
): Steps<ProbeResult<Name>> {
  const resolved = resolveProbeOptions(name, options);
  return probeOf(name).measure(context, resolved) as Steps<ProbeResult<Name>>;
}

/** Asks a probe's question; the brain, its memories and all random streams stay as they are. @throws ConfigError */
export const measure = <Name extends ProbeName>(
  name: Name,
  context: ProbeContext,
  options?: ProbeOptionsInput<Name>,
): ProbeResult<Name> => finish(measureSteps(name, context, options));
