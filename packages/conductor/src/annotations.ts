import { annotationOf, type Annotation } from '@oneiros/atlas';

/** What the conductor models: the two levels and the nuclei that set them. */
export const annotations: readonly Annotation[] = [
  'acetylcholine',
  'basal-forebrain',
  'ppt-ldt',
  'noradrenaline',
  'locus-coeruleus',
].map(annotationOf);
