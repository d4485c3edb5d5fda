import { createCortex, type Cortex } from '@oneiros/cortex';
import type { ReadableRun } from '@oneiros/journal';
import { createRandomStreams } from '@oneiros/random';
import type { ImageCollection } from '@oneiros/senses';
import { createProbeContext, restoreCortex, type ProbeContext, type WakeClock } from '@oneiros/simulation';

/** Puts the brains of a run's checkpoints before the probes, one at a time. */
export interface BrainViewer {
  /** The brain of a tick, shared by all probes until another tick is asked for. @throws CheckpointDamagedError */
  at(tick: number): ProbeContext;
  dispose(): void;
}

export function createBrainViewer(run: ReadableRun, images: ImageCollection, clock: WakeClock): BrainViewer {
  const { config } = run;
  const { imageSidePx, baseWidth, latentSize, leakSlope } = config.model;
  const shape = { imageSidePx, imageChannels: images.train.channels, baseWidth, latentSize, leakSlope };
  const cortex: Cortex = createCortex(shape, createRandomStreams(config.seed).stream('weights'));
  let current: ProbeContext | undefined;
  return {
    at(tick) {
      if (current?.tick === tick) return current;
      current = undefined;
      restoreCortex(cortex, run.checkpoint(tick).snapshot);
      current = createProbeContext({ cortex, images, config, tick, epoch: clock.epochsAfter(tick) });
      return current;
    },
    dispose: () => cortex.dispose(),
  };
}
