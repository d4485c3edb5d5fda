import type * as tf from '@tensorflow/tfjs';
import { derived, slopeOf, type Activation } from './activation.ts';
import { dispatch, output, shared } from './dispatch.ts';
import { kernel, sizeOf } from './kernel.ts';
import { elementwise, WORKGROUP_SIZE, type Program } from './program.ts';

/** Workgroups that share the rows of a map at most; the sums of each are then summed again, in a fixed order. */
const MOST_CHUNKS = 128;

const layout = { rows: 'u32', channels: 'u32', width: 'u32', lanes: 'u32', blocks: 'u32', rowsOfChunk: 'u32' } as const;

/**
 * One workgroup sums a chunk of rows of up to 256 channels. Its threads stand side by side over the channels, and over as
 * many rows as there is room for (`lanes`), so that neighbours read neighbours. With a transfer function it writes the error
 * before it on the way.
 */
function sumOfRows(activation: Activation['activation']): Program<string, string, string> {
  const isLinear = activation === 'linear';
  const value = isLinear ? 'dy[index]' : derived(activation, 'dy[index]', 'y[index]');
  return {
    name: `ActivationBiasGradient ${activation}`,
    reads: isLinear ? ['dy'] : ['dy', 'y'],
    writes: isLinear ? ['sums'] : ['dPre', 'sums'],
    parameters: { ...layout, ...slopeOf(activation) },
    body: `
var<workgroup> shares: array<f32, ${WORKGROUP_SIZE}>;
fn run(group: u32, thread: u32) {
  let chunk = group / parameters.blocks;
  let lane = thread / parameters.width;
  let channel = (group % parameters.blocks) * parameters.width + thread % parameters.width;
  let isMine = lane < parameters.lanes && channel < parameters.channels;
  let end = min(parameters.rows, (chunk + 1u) * parameters.rowsOfChunk);
  var sum = 0.0;
  if (isMine) {
    for (var row = chunk * parameters.rowsOfChunk + lane; row < end; row += parameters.lanes) {
      let index = row * parameters.channels + channel;
      let value = ${value};
      ${isLinear ? '' : 'dPre[index] = value;'}
      sum += value;
    }
  }
  shares[thread] = sum;
  workgroupBarrier();
  if (isMine && lane == 0u) {
    for (var other = 1u; other < parameters.lanes; other++) { sum += shares[thread + other * parameters.width]; }
    sums[chunk * parameters.channels + channel] = sum;
  }
}`,
  };
}

const sumOfChunks = elementwise(
  'ActivationBiasGradient chunks',
  ['sums'],
  ['dBias'],
  `var sum = 0.0;
  for (var chunk = 0u; chunk < parameters.chunks; chunk++) { sum += sums[chunk * parameters.count + index]; }
  dBias[index] = sum;`,
  { chunks: 'u32' },
);

/** [dPre, dBias]: two programs, of which the first reads the error once for both. */
export const activationBiasGradient = kernel<'dy' | 'y', Activation>(
  ({ inputs: { dy, y }, attrs: { activation, slope }, backend }) => {
    const channels = dy.shape.at(-1)!;
    const rows = sizeOf(dy) / channels;
    const width = Math.min(channels, WORKGROUP_SIZE);
    const lanes = Math.floor(WORKGROUP_SIZE / width);
    const rowsOfChunk = Math.max(lanes, Math.ceil(rows / MOST_CHUNKS));
    const chunks = Math.ceil(rows / rowsOfChunk);
    const blocks = Math.ceil(channels / width);

    const isLinear = activation === 'linear';
    const dPre = isLinear ? shared(backend, dy, dy.shape) : output(backend, dy.shape);
    const sums = output(backend, [chunks, channels]);
    const dBias = output(backend, [channels]);
    const tensors: Record<string, tf.TensorInfo> = { dy, y, dPre, sums };
    const parameters = { rows, channels, width, lanes, blocks, rowsOfChunk, slope };
    dispatch(backend, sumOfRows(activation), tensors, parameters, chunks * blocks);
    dispatch(backend, sumOfChunks, { sums, dBias }, { chunks, count: channels });
    backend.disposeData(sums.dataId);
    return [dPre, dBias];
  },
);
