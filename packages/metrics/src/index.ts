export { NotFiniteError, SampleMismatchError, SingularMatrixError } from './errors.ts';
export {
  testReadout,
  trainReadout,
  type ClassAccuracy,
  type Readout,
  type ReadoutOptions,
  type ReadoutTest,
} from './readout.ts';
export { type LabelledLatents } from './samples.ts';
export { ridgeReadout, type RidgeOptions } from './ridge-readout.ts';
