export type { BrainState, Gates, Levels, Stage } from './brain-state.ts';
