import { z } from 'zod';
import type { SleepStage } from '../stages.ts';

/** Parameters of a model by name; all are numbers. */
export type ModelParameters = Readonly<Record<string, number>>;

/** What a model can tell: wake, REM, and NREM undivided. Models that know only sleep and wake call sleep NREM. */
export type ModelStage = SleepStage | 'NREM';

export type ModelParametersSchema = z.ZodObject<Record<string, z.ZodDefault<z.ZodNumber>>, z.core.$strict>;

/** One variable of a model's state. */
export interface ModelVariable {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  /** Value at model time 0. */
  readonly initial: number;
}

/** Random jumps of one variable, at whole seconds of model time. They need a run with `random`. */
export interface ModelKicks<P> {
  /** Index of the variable that jumps. */
  readonly variable: number;
  /** Expected jumps per second. */
  rate(parameters: P): number;
  /** Size of a jump. @param normal drawn from N(0, 1); @param time in the model's unit. */
  size(normal: number, time: number, parameters: P): number;
}

/** A documented model of sleep and wake: equations, units and sources. It holds no state of its own; see `createModelRun`. */
export interface SleepModel<P = ModelParameters> {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly species: 'human' | 'rodent';
  /** What in it is a stand-in, changed or missing; to be told to users. */
  readonly standIn?: string;
  readonly source: string;
  /** Step of the integration, seconds. */
  readonly stepSeconds: number;
  /** Seconds in the model's unit of time. */
  readonly secondsPerUnit: number;
  readonly parameters: ModelParametersSchema;
  readonly variables: readonly ModelVariable[];
  readonly kicks?: ModelKicks<P>;
  /** Change of the state per unit of time; see `Derivatives`. */
  derivatives(time: number, state: Float64Array, parameters: P, slopes: Float64Array): void;
  /** What happens at once, after a step: a switch from wake to sleep where it is a threshold and no equation. */
  switches?(time: number, state: Float64Array, parameters: P): void;
  stageOf(state: Float64Array, parameters: P): ModelStage;
  /** Acetylcholine, 0..1, active wake = 1; null where the model has no such level. */
  achOf(state: Float64Array, parameters: P): number | null;
  /** Noradrenaline, 0..1, active wake = 1; null where the model has no such level. */
  naOf(state: Float64Array, parameters: P): number | null;
}

/**
 * One parameter for a strict schema.
 * @param value its default; @param unit empty for plain numbers; @param range least and largest value that make sense.
 */
export const parameter = (
  value: number,
  unit: string,
  meaning: string,
  range: readonly [number, number],
): z.ZodDefault<z.ZodNumber> =>
  z
    .number()
    .min(range[0])
    .max(range[1])
    .default(value)
    .describe(`${meaning}${unit === '' ? '' : `, ${unit}`}; ${value} unless given.`);

/** 1/(1 + e^(-x/width)). */
export const sigmoid = (x: number, width: number): number => 1 / (1 + Math.exp(-x / width));

/** Steady-state firing rate F_max/2 (1 + tanh((input - beta)/alpha)), between 0 and `max`; as a logistic, which is quicker. */
export const firingRate = (input: number, max: number, beta: number, alpha: number): number =>
  max / (1 + Math.exp((-2 * (input - beta)) / alpha));

/** Steady-state transmitter tanh(rate/gamma), 0..1; by one exponential, exact to 2e-16 of full release. */
export const released = (rate: number, gamma: number): number => 1 - 2 / (1 + Math.exp((2 * rate) / gamma));

/** A level brought into 0..1. */
export const clipLevel = (level: number): number => Math.min(Math.max(level, 0), 1);
