import type { Cortex } from '@oneiros/cortex';
import { representationalSimilarity, type RepresentationalSimilarity } from '@oneiros/metrics';
import type { DreamedBatch } from './dreamed-batches.ts';

/** How alike two activities of an area are. */
export interface Hallucination {
  /** The dream on its way down (feedback) and what it wakes on its way up again (feedforward), in the same area. */
  readonly feedback: RepresentationalSimilarity;
  /** What the dream wakes and what the image does that it was made of, both feedforward. */
  readonly wake: RepresentationalSimilarity;
}

/** Collects the activities of images and of REM dreams made of them. */
export interface Hallucinations {
  /** Images so far. */
  readonly images: number;
  /** Inside a `tf.tidy`. */
  add(batch: DreamedBatch): void;
  /** By area. */
  compare(area: string): Hallucination;
}

export function createHallucinations(cortex: Cortex): Hallucinations {
  const kinds = ['feedback', 'dream', 'wake'] as const;
  const collected = { feedback: new Map(), dream: new Map(), wake: new Map() } as Record<
    (typeof kinds)[number],
    Map<string, Float32Array[]>
  >;
  let images = 0;
  const joined = (parts: readonly Float32Array[]): Float32Array => {
    const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    parts.reduce((start, part) => (whole.set(part, start), start + part.length), 0);
    return whole;
  };
  return {
    get images() {
      return images;
    },
    add({ image, rem }) {
      const activities = {
        feedback: cortex.feedbackActivities(rem),
        dream: cortex.activities(cortex.dream(rem)),
        wake: cortex.activities(image),
      };
      for (const kind of kinds) {
        for (const [area, activity] of Object.entries(activities[kind])) {
          const values = activity.dataSync<'float32'>().slice();
          collected[kind].set(area, [...(collected[kind].get(area) ?? []), values]);
        }
      }
      images += image.shape[0];
    },
    compare(area) {
      const [feedback, dream, wake] = kinds.map((kind) => joined(collected[kind].get(area)!));
      const shape = { samples: images, size: dream!.length / images };
      return {
        feedback: representationalSimilarity(dream!, feedback!, shape),
        wake: representationalSimilarity(dream!, wake!, shape),
      };
    },
  };
}
