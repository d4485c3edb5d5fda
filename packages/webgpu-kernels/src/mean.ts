import type * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispatch, output } from './dispatch.ts';
import { sumOverWorkgroup, WORKGROUP_SIZE, type ParameterType, type Program } from './program.ts';

/** Workgroups that share the elements at most; one of them then sums what each has summed. */
const MOST_GROUPS = 256;

/** Every thread takes an element, then the one that lies as many further as there are threads; the sum is scaled. */
function scaledSum(
  name: string,
  reads: readonly string[],
  term: string,
  parameters: Readonly<Record<string, ParameterType>>,
): Program<string, 'sums', string> {
  return {
    name,
    reads,
    writes: ['sums'],
    parameters: { ...parameters, count: 'u32', groups: 'u32', scale: 'f32' },
    body: `${sumOverWorkgroup}
fn run(group: u32, thread: u32) {
  var own = 0.0;
  for (var index = group * THREADS + thread; index < parameters.count; index += parameters.groups * THREADS) {
    own += ${term};
  }
  let sum = sumOverWorkgroup(thread, own);
  if (thread == 0u) { sums[group] = sum * parameters.scale; }
}`,
  };
}

const sumOfSums = scaledSum('Sum', ['terms'], 'terms[index]', {});

/** A function that means a term of WGSL, which sees an element's `index`, over all elements. */
export function createMean<Reads extends string, Parameters extends string = never>(
  name: string,
  reads: readonly Reads[],
  term: string,
  parameters: Readonly<Record<Parameters, ParameterType>> = {} as Record<Parameters, ParameterType>,
) {
  const program = scaledSum(name, reads, term, parameters);
  return (
    backend: WebGPUBackend,
    tensors: Readonly<Record<Reads, tf.TensorInfo>>,
    count: number,
    values: Readonly<Record<Parameters, number>> = {} as Record<Parameters, number>,
  ): tf.TensorInfo => {
    const groups = Math.min(MOST_GROUPS, Math.ceil(count / (4 * WORKGROUP_SIZE)));
    const mean = output(backend, []);
    const sums = groups === 1 ? mean : output(backend, [groups]);
    const scale = groups === 1 ? 1 / count : 1;
    dispatch(backend, program, { ...tensors, sums } as never, { ...values, count, groups, scale } as never, groups);
    if (groups > 1) {
      const parameters = { count: groups, groups: 1, scale: 1 / count };
      dispatch(backend, sumOfSums, { terms: sums, sums: mean }, parameters, 1);
      backend.disposeData(sums.dataId);
    }
    return mean;
  };
}
