import * as tf from '@tensorflow/tfjs';
import { perturb, type Cortex } from '@oneiros/cortex';
import { replay } from '@oneiros/hippocampus';
import type { RandomStreams } from '@oneiros/random';
import type { ImageSet } from '@oneiros/senses';
import type { RunConfig } from './config/run-config.ts';
import { dreamMixtures, type DreamMixture } from './dream-mixtures.ts';
import { imagesOf } from './images-of.ts';
import { memoriesAmong } from './memories-among.ts';
import { perturbedReplay } from './perturbed-replay.ts';
import { streamsUnder } from './streams-under.ts';

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
  /** What the REM dream of each image is made of. */
  readonly mixtures: readonly DreamMixture[];
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
    const own = streamsUnder('dreams', streams);
    const memories = memoriesAmong(latent, config.replay.rem.memories);
    return {
      seen,
      reconstructed,
      nrem: perturb(reconstructed, perturbedReplay(latent, set.channels, 0, config, own)),
      rem: cortex.dream(replay(memories, config.replay.rem, own.stream('noise'))),
    };
  });
  const { seen, reconstructed, nrem, rem } = images;
  const sheet = {
    seen: picturesOf(seen),
    reconstructed: picturesOf(reconstructed),
    nrem: picturesOf(nrem),
    rem: picturesOf(rem),
    mixtures: dreamMixtures(count, config.replay.rem),
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
