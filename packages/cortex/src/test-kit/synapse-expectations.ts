import * as tf from '@tensorflow/tfjs';
import { UnknownSynapseError } from '../errors.ts';
import { createPlasticity } from '../plasticity.ts';

/** Values of synapses at one moment, by name; copies. */
export type SynapseSnapshot = ReadonlyMap<string, Float32Array>;

/** Anything that owns synapses: a cortex, an area, the reality monitor. */
export interface SynapseOwner {
  readonly synapses: ReadonlyMap<string, tf.Variable>;
}

/** What was expected of a synapse and did not come. */
export class SynapseExpectationError extends Error {
  readonly code = 'SYNAPSE_EXPECTATION';
  constructor(message: string) {
    super(message);
    this.name = 'SynapseExpectationError';
  }
}

/** Copies every synapse: learning changes them in place. */
export const synapsesOf = ({ synapses }: SynapseOwner): SynapseSnapshot =>
  new Map([...synapses].map(([name, synapse]) => [name, Float32Array.from(synapse.dataSync())]));

/** One step of plasticity down an objective, which is a scalar, for an area or a monitor alone; synapses it does not reach hold still. */
export function learnOnce(owner: SynapseOwner, objective: () => tf.Tensor, learningRate = 1e-3): void {
  const options = { learningRate, beta1: 0.5, beta2: 0.999, epsilon: 1e-8, idle: 'hold' } as const;
  const plasticity = createPlasticity(owner, options);
  const names = [...owner.synapses.keys()];
  tf.tidy(() => {
    const { grads } = tf.engine().gradients(objective, [...owner.synapses.values()], undefined, true);
    const gradients = new Map<string, tf.Tensor>();
    grads.forEach((gradient: tf.Tensor | undefined, i) => gradient && gradients.set(names[i]!, gradient));
    plasticity.apply({ gradients }, { discriminator: 1 });
  });
  plasticity.dispose();
}

/** The mean weight of a named synapse has grown (towards excitation). */
export const expectPotentiation = (before: SynapseSnapshot, after: SynapseSnapshot, synapse: string): void =>
  expectChange(before, after, synapse, 'the mean weight', 1, (weight) => weight);

/** The mean weight of a named synapse has shrunk (towards inhibition). */
export const expectDepression = (before: SynapseSnapshot, after: SynapseSnapshot, synapse: string): void =>
  expectChange(before, after, synapse, 'the mean weight', -1, (weight) => weight);

/** The mean size |w| of a named synapse has grown, whatever its sign. */
export const expectPotentiationOfSize = (before: SynapseSnapshot, after: SynapseSnapshot, synapse: string): void =>
  expectChange(before, after, synapse, 'the mean size', 1, Math.abs);

/** The mean size |w| of a named synapse has shrunk, whatever its sign. */
export const expectDepressionOfSize = (before: SynapseSnapshot, after: SynapseSnapshot, synapse: string): void =>
  expectChange(before, after, synapse, 'the mean size', -1, Math.abs);

/** Every weight of a named synapse is what it was, bit by bit. */
export function expectUnchanged(before: SynapseSnapshot, after: SynapseSnapshot, synapse: string): void {
  const [was, is] = [weightsOf(before, synapse), weightsOf(after, synapse)];
  const changed = is.findIndex((weight, i) => !Object.is(weight, was[i]));
  if (changed < 0 && was.length === is.length) return;
  throw new SynapseExpectationError(
    `Expected ${synapse} to be unchanged; weight ${changed} went from ${was[changed]} to ${is[changed]}.`,
  );
}

function expectChange(
  before: SynapseSnapshot,
  after: SynapseSnapshot,
  synapse: string,
  what: string,
  direction: 1 | -1,
  measure: (weight: number) => number,
): void {
  const mean = (weights: Float32Array) => weights.reduce((sum, weight) => sum + measure(weight), 0) / weights.length;
  const [was, is] = [mean(weightsOf(before, synapse)), mean(weightsOf(after, synapse))];
  if (Math.sign(is - was) === direction) return;
  const verb = direction === 1 ? 'grow' : 'shrink';
  throw new SynapseExpectationError(`Expected ${what} of ${synapse} to ${verb}; it went from ${was} to ${is}.`);
}

function weightsOf(snapshot: SynapseSnapshot, synapse: string): Float32Array {
  const weights = snapshot.get(synapse);
  if (weights === undefined) throw new UnknownSynapseError(synapse, snapshot.keys());
  return weights;
}
