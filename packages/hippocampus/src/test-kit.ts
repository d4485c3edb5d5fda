export { tensorMatchers } from './test-kit/tensor-matchers.ts';
export { tinyDayStore, tinyEpisodicStore, tinyLatents } from './test-kit/tiny-stores.ts';
