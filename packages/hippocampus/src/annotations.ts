import { annotationOf, type Annotation } from '@oneiros/atlas';

/** What the stores and replay model. */
export const annotations: readonly Annotation[] = [
  'hippocampus',
  'dentate-gyrus',
  'CA3',
  'CA1',
  'hippocampo-cortical-replay',
].map(annotationOf);
