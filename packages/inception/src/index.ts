export { createInception, type Inception } from './create-inception.ts';
export { ImageRangeError, NetworkMismatchError } from './errors.ts';
export type { LayerDescription, NetworkTensors, StoredTensor } from './network-tensors.ts';
