/** The network whose features a distance is taken between, wherever it is computed. */
export interface FeatureNetwork {
  /** What its Fréchet distance is called: `FID` with the 2,048 features of the whole network, otherwise `FID-768`. */
  readonly distance: 'FID-768' | 'FID';
  /** Features of an image. */
  readonly dimension: number;
  /** Which network it is, such as its file and a digest of it; kept with the result. */
  readonly network: string;
  /**
   * @param images [batch, height, width, 3] in [-1, 1], row-major; neither kept nor changed
   * @param kind dreams are seen once, images by every brain
   * @returns [batch, dimension]
   */
  featuresOf(images: Float32Array, shape: ImagesShape, kind: 'image' | 'dream'): Float32Array;
}

export type ImagesShape = readonly [batch: number, height: number, width: number, channels: number];
