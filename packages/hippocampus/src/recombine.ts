import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@oneiros/random';
import { LatentShapeError, MissingEpisodeError } from './errors.ts';

/** Shares of what a dream is made of; any finite numbers, 1 in sum in every published condition. */
export interface RecombinationWeights {
  /** Of z, the last mini-batch. */
  readonly recent: number;
  /** Of z_old, the mini-batch before it, or of all older ones in equal parts; goes to z where there is none. */
  readonly previous: number;
  /** Of the spontaneous activity. */
  readonly noise: number;
}

/** What is replayed: one episode, the paper's mix, spontaneous activity alone, or two memories without it. */
export type ReplayMode = 'single' | 'mixed' | 'noise-only' | 'memories-only';

/**
 * The weights of every published way to replay: NREM and "w/o memory mix" (`single`), REM (`mixed`), and the two REM
 * conditions of the appendix.
 * @source Deperrois et al. 2022, eLife 11:e76384, equation 3 and appendix 1, figure 4
 */
export const replayWeights: Readonly<Record<ReplayMode, RecombinationWeights>> = {
  single: { recent: 1, previous: 0, noise: 0 },
  mixed: { recent: 0.25, previous: 0.25, noise: 0.5 },
  'noise-only': { recent: 0, previous: 0, noise: 1 },
  'memories-only': { recent: 0.5, previous: 0.5, noise: 0 },
};

export interface RecombinationParts {
  /** z [batch, latent]; needed where it has a share. Not disposed. */
  readonly recent?: tf.Tensor2D | undefined;
  /** z_old [batch, latent]. Not disposed. */
  readonly previous?: tf.Tensor2D | undefined;
  /** Still older memories [batch, latent], which divide the share of `previous` with it. Not disposed. */
  readonly older?: readonly tf.Tensor2D[] | undefined;
  /** epsilon [batch, latent], N(0, 1); needed where it has a share. Not disposed. */
  readonly noise?: tf.Tensor2D | undefined;
  /** `replayWeights.mixed` unless given. */
  readonly weights?: RecombinationWeights;
}

/**
 * Recombines memories and spontaneous activity into the latent of a dream: z' = a z + b z_old + c epsilon, in the paper
 * z' = z/4 + z_old/4 + epsilon/2. In the first mini-batch of an epoch there is no z_old, and its share goes to z.
 * @returns [batch, latent], a new tensor that the caller disposes of.
 * @throws MissingEpisodeError where a part with a share is not there.
 * @throws LatentShapeError where the parts differ in shape.
 * @source Deperrois et al. 2022, eLife 11:e76384, equation 3; the first mini-batch as in the published code.
 */
export function recombine(parts: RecombinationParts): tf.Tensor2D {
  const { recent, previous, older = [], noise, weights = replayWeights.mixed } = parts;
  const before = previous === undefined ? [] : [previous, ...older];
  const hasBefore = before.length > 0;
  return sumOfShares([
    [hasBefore ? weights.recent : weights.recent + weights.previous, recent, 'recent'],
    ...before.map((part): Share => [weights.previous / before.length, part, 'recent']),
    [weights.noise, noise, 'noise'],
  ]);
}

type Share = readonly [share: number, part: tf.Tensor2D | undefined, name: 'recent' | 'noise'];

function sumOfShares(shares: readonly Share[]): tf.Tensor2D {
  const parts: [share: number, part: tf.Tensor2D][] = [];
  for (const [share, part, name] of shares) {
    if (share === 0) continue;
    if (part === undefined) {
      throw new MissingEpisodeError(name, name === 'noise' ? 'give `noise`.' : 'encode a mini-batch first.');
    }
    const expected = parts[0]?.[1].shape ?? part.shape;
    if (part.shape[0] !== expected[0] || part.shape[1] !== expected[1]) {
      throw new LatentShapeError(`every part of a dream to be`, `[${expected.join(', ')}]`, part.shape);
    }
    parts.push([share, part]);
  }
  if (parts.length === 0) throw new MissingEpisodeError('episodes', 'give at least one part a share above 0.');
  return tf.tidy(() => parts.map(([share, part]) => part.mul<tf.Tensor2D>(share)).reduce((sum, part) => sum.add(part)));
}

/**
 * Spontaneous cortical and hippocampal activity, epsilon ~ N(0, 1).
 * @returns [batch, latent] float32; the caller disposes of it.
 */
export function spontaneousActivity(batch: number, latent: number, random: RandomStream): tf.Tensor2D {
  return tf.tensor2d(random.fillNormal(new Float32Array(batch * latent)), [batch, latent]);
}
