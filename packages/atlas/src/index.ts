export type { Annotation, Citation } from './annotation.ts';
export { annotationOf, annotationsByTransmitter, annotationsOfKind, atlas } from './atlas.ts';
export { citations, paperAt } from './citations.ts';
export { UnknownAnnotationError } from './errors.ts';
export { publishedReadouts, type PublishedReadout } from './published-readouts.ts';
