export type { Annotation, Citation } from './annotation.ts';
