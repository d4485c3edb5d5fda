import type { LatentsFile } from '@oneiros/timeline';
import type { LatentPlane } from './run-source.ts';

/** The planes of a file by their ticks. */
export function latentPlanesOf({ classNames, labels, images, planes }: LatentsFile): Map<number, LatentPlane> {
  const shared = {
    labels: Uint8Array.from(labels),
    classNames,
    images: {
      height: images.height,
      width: images.width,
      channels: images.channels,
      pixels: Uint8Array.from(atob(images.pixels), (sign) => sign.charCodeAt(0)),
    },
  };
  return new Map(
    planes.map(({ tick, explained, clean, occluded }) => [
      tick,
      {
        ...shared,
        tick,
        explained,
        clean: Float32Array.from(clean),
        occluded: occluded.length === 0 ? null : Float32Array.from(occluded),
      },
    ]),
  );
}
