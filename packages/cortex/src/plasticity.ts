import * as tf from '@tensorflow/tfjs';
import { adamStep } from './adam-step.ts';
import type { Cortex } from './cortex.ts';
import { ShapeMismatchError, UnknownSynapseError } from './errors.ts';
import type { Evaluation } from './evaluation.ts';
import type { LearningGates } from './objectives.ts';
import { networkOf } from './synapses.ts';

/** How synapses follow their gradients. The paper's: 2e-4, 0.5, 0.999, 1e-8. */
export interface PlasticityOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /**
   * What a synapse without a gradient does. `coast`: every feedforward synapse steps at every tick that is applied, every
   * feedback synapse whenever gate_D is open, on momentum alone where there is no gradient (the published runs under
   * PyTorch 1.x). `hold`: it keeps still, its moments and its step count too.
   */
  readonly idle: 'coast' | 'hold';
}

/** Adam's memory of one synapse. */
export interface Moments {
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
}

/** Everything that plasticity remembers, by synapse; a synapse that is absent has not learned yet. */
export interface PlasticityState {
  readonly steps: Readonly<Record<string, number>>;
  /** Copied, not disposed. */
  readonly moments: ReadonlyMap<string, Moments>;
}

export interface Plasticity {
  readonly options: PlasticityOptions;
  /** One step of Adam, in place, of all but the `held` synapses; disposes nothing of the evaluation. */
  apply(
    evaluation: Pick<Evaluation, 'gradients'> & Partial<Pick<Evaluation, 'held'>>,
    gates: Pick<LearningGates, 'discriminator'>,
  ): void;
  /** Steps of every synapse so far. */
  steps(): Record<string, number>;
  /** The live moments of every synapse, which the next step changes in place; not to be disposed. */
  moments(): ReadonlyMap<string, Moments>;
  /** @throws UnknownSynapseError @throws ShapeMismatchError; then nothing has changed */
  restore(state: PlasticityState): void;
  dispose(): void;
}

/** Adam with moments and step counts of each synapse, by its name. */
export function createPlasticity(cortex: Pick<Cortex, 'synapses'>, options: PlasticityOptions): Plasticity {
  const { learningRate, beta1, beta2, epsilon, idle } = options;
  const memories = new Map(
    [...cortex.synapses].map(([name, synapse]) => [name, { synapse, ...untouchedMoments(synapse), steps: 0 }]),
  );
  const memoryOf = (name: string) => {
    const memory = memories.get(name);
    if (memory === undefined) throw new UnknownSynapseError(name, memories.keys());
    return memory;
  };
  const coasts = (name: string, discriminator: number): boolean =>
    idle === 'coast' && (networkOf(name) === 'encoder' || discriminator > 0);

  return {
    options,
    apply({ gradients, held }, { discriminator }) {
      for (const name of gradients.keys()) memoryOf(name);
      const moves = (name: string) => !held?.has(name) && (gradients.has(name) || coasts(name, discriminator));
      const moving = [...memories].filter(([name]) => moves(name));
      for (const [, memory] of moving) memory.steps++;
      adamStep({
        parameters: moving.map(([, { synapse }]) => synapse),
        gradients: moving.map(([name]) => gradients.get(name) ?? null),
        first: moving.map(([, { first }]) => first),
        second: moving.map(([, { second }]) => second),
        steps: moving.map(([, { steps }]) => steps),
        ...{ learningRate, beta1, beta2, epsilon },
      });
    },
    steps: () => Object.fromEntries([...memories].map(([name, { steps }]) => [name, steps])),
    moments: () => new Map([...memories].map(([name, { first, second }]) => [name, { first, second }])),
    restore({ steps, moments }) {
      for (const name of Object.keys(steps)) memoryOf(name);
      for (const [name, { first, second }] of moments) {
        const { shape } = memoryOf(name).synapse;
        for (const moment of [first, second]) {
          if (moment.shape.join() === shape.join()) continue;
          throw new ShapeMismatchError(
            `the moment of ${name}`,
            `[${shape.join(', ')}]`,
            `[${moment.shape.join(', ')}]`,
          );
        }
      }
      for (const [name, memory] of memories) {
        memory.steps = steps[name] ?? 0;
        const stored = moments.get(name);
        for (const moment of ['first', 'second'] as const) {
          // A product is a new buffer: an assigned tensor would share its memory with what the next step changes in place.
          tf.tidy(() => memory[moment].assign(tf.mul(stored?.[moment] ?? tf.zerosLike(memory[moment]), 1)));
        }
      }
    },
    dispose() {
      for (const { first, second } of memories.values()) tf.dispose([first, second]);
    },
  };
}

function untouchedMoments(synapse: tf.Variable): { first: tf.Variable; second: tf.Variable } {
  return tf.tidy(() => ({
    first: tf.variable(tf.zeros(synapse.shape), false),
    second: tf.variable(tf.zeros(synapse.shape), false),
  }));
}
