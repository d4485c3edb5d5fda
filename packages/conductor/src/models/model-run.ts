import type { RandomStream } from '@oneiros/random';
import { ModelParameterError, ModelSnapshotError, ModelUnknownError } from '../errors.ts';
import { nearestWord } from '../suggestion.ts';
import { createRungeKutta } from './integrate.ts';
import { createSecondNoise } from './noise.ts';
import type { ModelParameters, ModelStage, SleepModel } from './sleep-model.ts';
import { sleepModelNames, sleepModels } from './sleep-models.ts';

/** What a model says at one moment. */
export interface ModelSample {
  /** Model time. */
  readonly seconds: number;
  readonly stage: ModelStage;
  /** 0..1, active wake = 1; null where the model has no such level. */
  readonly ach: number | null;
  readonly na: number | null;
  /** The variables by name, in the units of `SleepModel.variables`. */
  readonly state: Readonly<Record<string, number>>;
}

/** A model on its way through time. */
export interface ModelRun {
  readonly model: SleepModel;
  readonly parameters: ModelParameters;
  /** Model time, seconds. */
  readonly seconds: number;
  /** The present moment: the state after the last whole step of the integration. */
  sample(): ModelSample;
  /** @param seconds from 0. @returns the state at the end. @throws RangeError on a negative or infinite time. */
  advance(seconds: number): ModelSample;
  /** State and parameters as plain numbers: with `seconds` all that it takes to go on from here. */
  snapshot(): number[];
  /** Goes on from a snapshot at the time it was taken. @throws ModelSnapshotError where it is of another model. */
  restore(snapshot: readonly number[], seconds: number): void;
  /** From now on, until set anew. @throws ModelParameterError on an unknown name or a value out of range. */
  setParameter(name: string, value: number): void;
}

export interface ModelRunOptions {
  /**
   * Stream of an hour of model time, counted from 0: the same hour must give the same stream, such as
   * `(hour) => streams.stream('sleep.noise', hour)`. Without it the run is deterministic; models without kicks ignore it.
   */
  readonly random?: (hour: number) => RandomStream;
  /** Model time at which the run begins; the model gets there from its initial state at 0. */
  readonly startSeconds?: number;
}

function findModel(name: string): SleepModel {
  if (Object.hasOwn(sleepModels, name)) return sleepModels[name as keyof typeof sleepModels];
  throw new ModelUnknownError(name, sleepModelNames, nearestWord(name, sleepModelNames));
}

function parameterProblem(model: SleepModel, name: string, value: unknown): ModelParameterError | undefined {
  const known = Object.keys(model.parameters.shape);
  if (!Object.hasOwn(model.parameters.shape, name)) {
    const nearest = nearestWord(name, known);
    const advice = nearest === undefined ? `known: ${known.join(', ')}` : `did you mean "${nearest}"?`;
    return new ModelParameterError(model.name, name, `unknown parameter; ${advice}`);
  }
  const { minValue, maxValue } = model.parameters.shape[name]!.unwrap();
  if (typeof value === 'number' && value >= minValue! && value <= maxValue!) return undefined;
  return new ModelParameterError(
    model.name,
    name,
    `expected a number from ${minValue} to ${maxValue}, got ${String(value)}`,
  );
}

function resolveParameters(model: SleepModel, given: Readonly<Record<string, unknown>>): Record<string, number> {
  for (const [name, value] of Object.entries(given)) {
    const problem = value === undefined ? undefined : parameterProblem(model, name, value);
    if (problem !== undefined) throw problem;
  }
  return model.parameters.parse(given);
}

/** Guards against a step count that rounding left just below a whole number. */
const STEP_TOLERANCE = 1e-6;

/**
 * Starts a sleep model.
 * @param parameters those that differ from the defaults of `sleepModels[name].parameters`.
 * @throws ModelUnknownError, ModelParameterError; RangeError on a negative or infinite start.
 */
export function createModelRun(
  name: string,
  parameters: Readonly<Record<string, number>> = {},
  { random, startSeconds = 0 }: ModelRunOptions = {},
): ModelRun {
  const model = findModel(name);
  const { variables, stepSeconds, secondsPerUnit, kicks } = model;
  const p = resolveParameters(model, parameters);
  const parameterNames = Object.keys(p);
  const integrate = createRungeKutta<ModelParameters>(variables.length, model.derivatives.bind(model));
  const noise = kicks !== undefined && random !== undefined ? createSecondNoise(random) : undefined;
  const state = Float64Array.from(variables, ({ initial }) => initial);
  const step = stepSeconds / secondsPerUnit;
  let seconds = 0;
  let steps = 0;

  const kick = (second: number): void => {
    if (noise === undefined || kicks === undefined || !Number.isInteger(second)) return;
    if (noise.uniformAt(second) >= 1 - Math.exp(-kicks.rate(p))) return;
    const size = kicks.size(noise.normalAt(second), second / secondsPerUnit, p);
    state[kicks.variable] = state[kicks.variable]! + size;
  };

  const stepsUntil = (time: number): number => Math.floor(time / stepSeconds + STEP_TOLERANCE);

  const forward = (span: number): void => {
    if (!(span >= 0) || !Number.isFinite(span))
      throw new RangeError(`Expected a time to advance of 0 or more seconds, got ${span}.`);
    seconds += span;
    for (const until = stepsUntil(seconds); steps < until; steps++) {
      integrate(steps * step, state, p, step);
      model.switches?.((steps + 1) * step, state, p);
      kick((steps + 1) * stepSeconds);
    }
  };

  const sample = (): ModelSample => {
    const named: Record<string, number> = {};
    for (let i = 0; i < variables.length; i++) named[variables[i]!.name] = state[i]!;
    return {
      seconds,
      stage: model.stageOf(state, p),
      ach: model.achOf(state, p),
      na: model.naOf(state, p),
      state: named,
    };
  };

  forward(startSeconds);
  return {
    model,
    get parameters() {
      return { ...p };
    },
    get seconds() {
      return seconds;
    },
    sample,
    advance(span) {
      forward(span);
      return sample();
    },
    snapshot: () => [...state, ...parameterNames.map((key) => p[key]!)],
    restore(snapshot, at) {
      const expected = variables.length + parameterNames.length;
      const finite = snapshot.filter((value) => Number.isFinite(value)).length;
      if (snapshot.length !== expected || finite !== expected)
        throw new ModelSnapshotError(model.name, expected, finite);
      if (!(at >= 0) || !Number.isFinite(at)) throw new RangeError(`Expected a time of 0 or more seconds, got ${at}.`);
      state.set(snapshot.slice(0, variables.length));
      parameterNames.forEach((key, i) => (p[key] = snapshot[variables.length + i]!));
      seconds = at;
      steps = stepsUntil(at);
    },
    setParameter(key, value) {
      const problem = parameterProblem(model, key, value);
      if (problem !== undefined) throw problem;
      p[key] = value;
    },
  };
}
