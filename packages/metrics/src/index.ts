export { NotFiniteError, SampleMismatchError } from './errors.ts';
export {
  testReadout,
  trainReadout,
  type ClassAccuracy,
  type Readout,
  type ReadoutOptions,
  type ReadoutTest,
} from './readout.ts';
export { type LabelledLatents } from './samples.ts';
