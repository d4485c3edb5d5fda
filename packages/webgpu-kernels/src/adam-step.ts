import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { AdamStepArguments } from '@oneiros/cortex';
import { dispatch } from './dispatch.ts';
import { sizeOf } from './kernel.ts';
import { elementwise, type Program } from './program.ts';

const names = { beta1: 'f32', beta2: 'f32', fresh1: 'f32', fresh2: 'f32' } as const;
const rates = { rate: 'f32', correction: 'f32', epsilon: 'f32' } as const;

/** One synapse: with a gradient, or on its momentum alone. */
function stepProgram(hasGradient: boolean): Program<string, string, string> {
  const [first, second] = hasGradient
    ? [' + parameters.fresh1 * gradient[index]', ' + parameters.fresh2 * gradient[index] * gradient[index]']
    : ['', ''];
  return elementwise(
    `AdamStep ${hasGradient ? 'with' : 'without'} gradient`,
    hasGradient ? ['gradient'] : [],
    ['parameter', 'first', 'second'],
    `let m = parameters.beta1 * first[index]${first};
  let v = parameters.beta2 * second[index]${second};
  first[index] = m;
  second[index] = v;
  parameter[index] -= parameters.rate * (m / (sqrt(v) / parameters.correction + parameters.epsilon));`,
    { ...names, ...rates },
  );
}

const withGradient = stepProgram(true);
const withoutGradient = stepProgram(false);

/**
 * One step of Adam in place, one program a synapse and none that waits for another. A variable that shares its memory gets
 * memory of its own first, so that nothing else changes.
 */
export function adamStep(backend: WebGPUBackend, step: AdamStepArguments): void {
  const { learningRate, beta1, beta2, epsilon } = step;
  step.parameters.forEach((synapse, i) => {
    const gradient = step.gradients[i] ?? null;
    const count = sizeOf(synapse);
    if (gradient !== null && sizeOf(gradient) !== count) {
      throw new RangeError(`The gradient must have ${count} elements as its synapse, not ${sizeOf(gradient)}.`);
    }
    const written = { parameter: synapse, first: step.first[i]!, second: step.second[i]! };
    for (const variable of Object.values(written)) ownMemory(backend, variable);
    const tensors: Record<string, tf.TensorInfo> = gradient === null ? written : { ...written, gradient };
    const t = step.steps[i]!;
    dispatch(backend, gradient === null ? withoutGradient : withGradient, tensors, {
      ...{ count, beta1, beta2, epsilon, fresh1: 1 - beta1, fresh2: 1 - beta2 },
      rate: learningRate / (1 - beta1 ** t),
      correction: Math.sqrt(1 - beta2 ** t),
    });
  });
}

function ownMemory(backend: WebGPUBackend, variable: tf.Variable): void {
  if (backend.refCount(variable.dataId) > 1) tf.tidy(() => variable.assign(tf.mul(variable, 1)));
}
