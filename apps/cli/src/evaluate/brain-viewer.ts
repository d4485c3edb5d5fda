import type { ReadableRun } from '@oneiros/journal';
import type { ImageCollection } from '@oneiros/senses';
import {
  createProbeContext,
  encodeSplit,
  finish,
  growCortex,
  restoreCortex,
  type EarlierLatents,
  type FeatureNetwork,
  type ProbeContext,
  type WakeClock,
} from '@oneiros/simulation';

/** Puts the brains of a run's checkpoints before the probes, one at a time. */
export interface BrainViewer {
  /** The brain of a tick, shared by all probes until another tick is asked for. @throws CheckpointDamagedError */
  at(tick: number): ProbeContext;
  dispose(): void;
}

/**
 * @param lookBack of so many training images the z under every earlier checkpoint are computed too, for `staleness`
 * @param network for `realism`
 */
export function createBrainViewer(
  run: ReadableRun,
  images: ImageCollection,
  { clock, lookBack, network }: { clock: WakeClock; lookBack: number; network: FeatureNetwork | undefined },
): BrainViewer {
  const { config } = run;
  const cortex = growCortex(config, images.train.channels);
  let current: ProbeContext | undefined;
  const viewAt = (tick: number, earlier: readonly EarlierLatents[] = []): ProbeContext => {
    restoreCortex(cortex, run.checkpoint(tick).snapshot);
    const moment = { tick, epoch: clock.epochsAfter(tick), earlier, ...(network && { network }) };
    return createProbeContext({ cortex, images, config, ...moment });
  };
  const followed = new Map<number, EarlierLatents>();
  const earlierThan = (tick: number): EarlierLatents[] =>
    run.checkpoints
      .filter((other) => other < tick)
      .map((other) => {
        const known = followed.get(other) ?? {
          tick: other,
          latents: finish(encodeSplit(viewAt(other), 'train', lookBack)).latents,
        };
        followed.set(other, known);
        return known;
      });
  return {
    at(tick) {
      if (current?.tick !== tick) current = viewAt(tick, lookBack === 0 ? [] : earlierThan(tick));
      return current;
    },
    dispose: () => cortex.dispose(),
  };
}
