/** Draws every number towards 0, mid-grey. @param loss 0 keeps the image, 1 leaves grey @returns a copy */
export const reduceContrast = (images: Float32Array, loss: number): Float32Array =>
  images.map((value) => (1 - loss) * value);
