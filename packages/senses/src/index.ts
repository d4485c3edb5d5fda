export type { ImageCollection, ImageSet } from './image-set.ts';
