import { fixPlane, type FixedPlane } from '@oneiros/metrics';
import type { LatentPlane } from '../source/run-source.ts';
import type { FollowedImages, LatentSample } from './protocol.ts';

/** Latents of all moments that were looked at, on one plane. */
export interface LatentPlanes {
  add(sample: LatentSample): void;
  readonly ticks: readonly number[];
  /** The newest look at or before a tick; null where there is none. The first plane that is asked for fixes the axes. */
  at(ticks: number): LatentPlane | null;
  /** Any sample on the same plane. */
  planeOf(sample: LatentSample): LatentPlane;
  /** Fixes the axes anew, by what is asked for next: all planes change. */
  refit(): void;
}

export function createLatentPlanes({ labels, classNames, ...images }: FollowedImages): LatentPlanes {
  const samples: LatentSample[] = [];
  let axes: FixedPlane | undefined;
  const newestAt = (ticks: number): LatentSample | undefined => samples.findLast((sample) => sample.ticks <= ticks);
  const axesOf = (sample: LatentSample): FixedPlane => fixPlane(bothOf(sample), sample.clean.length / labels.length);
  const planeOf = (sample: LatentSample): LatentPlane => {
    axes ??= axesOf(sample);
    const { ticks, clean, occluded } = sample;
    return {
      tick: ticks,
      explained: axes.explained(bothOf(sample)),
      clean: axes.place(clean),
      occluded: axes.place(occluded),
      labels,
      classNames,
      images,
    };
  };
  return {
    add(sample) {
      if (sample.ticks === samples.at(-1)?.ticks) samples.pop();
      samples.push(sample);
    },
    get ticks() {
      return samples.map(({ ticks }) => ticks);
    },
    at(ticks) {
      const sample = newestAt(ticks);
      axes ??= samples.length === 0 ? undefined : axesOf(samples.at(-1)!);
      return sample === undefined ? null : planeOf(sample);
    },
    planeOf,
    refit: () => (axes = undefined),
  };
}

function bothOf({ clean, occluded }: LatentSample): Float32Array {
  const both = new Float32Array(clean.length + occluded.length);
  both.set(clean);
  both.set(occluded, clean.length);
  return both;
}
