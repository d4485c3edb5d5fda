import { createProbeContext, encodePerturbed, encodeSplit, finish, type Simulation } from '@oneiros/simulation';
import { firstImages, type ImageCollection } from '@oneiros/senses';
import type { LatentSample } from './protocol.ts';

/** Test images whose latents are followed; tiles as in the probe `latents`. */
const MOST_IMAGES = 200;
const tiles = { kind: 'occlusion', level: 0.3, tileSidePx: 4, maskFor: 'image' } as const;

export const followedImages = ({ test }: ImageCollection) => firstImages(test, Math.min(MOST_IMAGES, test.count));

/** z of test images, clean and under the same tiles at every moment, by the brain as it is now; changes nothing. */
export function sampleLatents({ cortex, config, tick, epochOf }: Simulation, images: ImageCollection): LatentSample {
  const set = followedImages(images);
  const context = createProbeContext({ cortex, images, config, tick, epoch: tick === 0 ? 0 : epochOf(tick - 1) });
  return {
    ticks: tick,
    clean: finish(encodeSplit(context, 'test', set.count)).latents,
    occluded: finish(encodePerturbed(context, set, tiles, { stream: 'latents.occlusion' })),
  };
}
