import * as tf from '@tensorflow/tfjs';
import type { StoredTensor } from '@oneiros/journal';

const modules: readonly (readonly [reference: string, ours: string])[] = [
  ['encoder.conv1', 'V1.feedforward'],
  ['encoder.conv2', 'V2.feedforward'],
  ['encoder.conv3', 'V4.feedforward'],
  ['encoder.conv4', 'IT.feedforward'],
  ['encoder.dis', 'realityMonitor.feedforward'],
  ['generator.tconv1', 'IT.feedback'],
  ['generator.tconv2', 'V4.feedback'],
  ['generator.tconv3', 'V2.feedback'],
  ['generator.tconv4', 'V1.feedback'],
];

/** PyTorch's names by ours, such as `encoder.conv1.weight` for `V1.feedforward.weight`. */
export const referenceNames: ReadonlyMap<string, string> = new Map(
  modules.flatMap(([reference, ours]) =>
    ['weight', 'bias'].map((part): [string, string] => [`${ours}.${part}`, `${reference}.${part}`]),
  ),
);

/** PyTorch's layout in ours: [out, in, h, w] and, transposed, [in, out, h, w] both become [h, w, second, first]. */
export function synapseTensor({ shape, data }: StoredTensor): tf.Tensor {
  return tf.tidy(() => {
    const tensor = tf.tensor(data as Float32Array, [...shape], 'float32');
    return shape.length === 4 ? tf.transpose(tensor, [2, 3, 1, 0]) : tensor;
  });
}
