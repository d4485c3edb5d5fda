import { BackendUnavailableError } from '../errors.ts';

/** What is known about TensorFlow's back end once it loads. */
export interface TensorflowDescription {
  name: 'tensorflow';
  version: string;
}

const absent = (): BackendUnavailableError =>
  new BackendUnavailableError('tensorflow', 'it is not installed', 'Install it with: oneiros engine add tensorflow');

export async function loadTensorflow(): Promise<TensorflowDescription> {
  throw absent();
}

export async function describeTensorflow(): Promise<TensorflowDescription> {
  throw absent();
}
