export { SafetensorsError } from './errors.ts';
export {
  decodeSafetensors,
  encodeSafetensors,
  readSafetensors,
  writeSafetensors,
  type SafetensorsContent,
  type StoredTensor,
  type TensorData,
  type TensorType,
} from './safetensors.ts';
