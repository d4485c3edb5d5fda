import * as tf from '@tensorflow/tfjs';
import type { Cortex } from '@oneiros/cortex';
import { recombine } from '@oneiros/hippocampus';
import type { RandomStreams } from '@oneiros/random';
import { drawOcclusion, type ImageSet } from '@oneiros/senses';
import type { RunConfig } from './config/run-config.ts';
import { imagesOf } from './images-of.ts';

/** Images of one kind, 0..255. */
export interface Pictures {
  readonly dtype: 'U8';
  /** [images, height, width, channels] */
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** What fixed images become at one moment of a run. */
export interface DreamSheet {
  readonly seen: Pictures;
  readonly reconstructed: Pictures;
  /** The same latents dreamed again, perturbed as in NREM. */
  readonly nrem: Pictures;
  /** The latents recombined with those of the next image and with noise, as in REM. */
  readonly rem: Pictures;
}

/**
 * Dreams about the first images of a set. Occlusion and noise are those of tick 0 at every moment, so that early and late
 * sheets differ by the brain alone.
 */
export function drawDreamSheet(cortex: Cortex, set: ImageSet, config: RunConfig, streams: RandomStreams): DreamSheet {
  const count = Math.min(config.dreams.count, set.count);
  const images = tf.tidy(() => {
    const indices = Uint32Array.from({ length: count }, (_, i) => i);
    const seen = imagesOf(set, indices); // [images, height, width, channels]
    const latent = cortex.encode(seen); // [images, latent]
    const reconstructed = cortex.dream(latent);
    const { mask } = drawOcclusion({
      height: set.height,
      width: set.width,
      random: streams.stream('dreams.occlusion'),
      ...config.occlusion,
    });
    const occlusion = tf.tensor(mask, [1, set.height, set.width, 1]);
    const others = tf.gather(latent, tf.tensor1d([...indices.slice(1), 0], 'int32'));
    const noise = streams.stream('dreams.noise').fillNormal(new Float32Array(latent.size));
    const mixed = recombine({
      recent: latent,
      previous: others,
      noise: tf.tensor2d(noise, latent.shape),
      weights: config.replay.rem,
    });
    return {
      seen,
      reconstructed,
      nrem: tf.mul<tf.Tensor4D>(reconstructed, occlusion),
      rem: cortex.dream(mixed),
    };
  });
  const { seen, reconstructed, nrem, rem } = images;
  const sheet = {
    seen: picturesOf(seen),
    reconstructed: picturesOf(reconstructed),
    nrem: picturesOf(nrem),
    rem: picturesOf(rem),
  };
  tf.dispose(images);
  return sheet;
}

function picturesOf(images: tf.Tensor4D): Pictures {
  const bytes = Uint8Array.from(images.dataSync(), (value) =>
    Math.min(255, Math.max(0, Math.round((value + 1) * 127.5))),
  );
  return { dtype: 'U8', shape: images.shape.slice(), data: bytes };
}
