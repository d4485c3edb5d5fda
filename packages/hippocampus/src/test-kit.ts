export { tensorMatchers } from './test-kit/tensor-matchers.ts';
export { tinyDayStore, tinyHopfieldStore, tinyEpisodicStore, tinyLatents } from './test-kit/tiny-stores.ts';
