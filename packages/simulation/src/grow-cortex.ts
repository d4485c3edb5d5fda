import { createCortex, type Cortex, type CortexShape } from '@oneiros/cortex';
import { createRandomStreams } from '@oneiros/random';
import type { RunConfig } from './config/run-config.ts';

/** @param imageChannels of the images that it sees */
export function cortexShapeOf({ model }: Pick<RunConfig, 'model'>, imageChannels: number): CortexShape {
  const { imageSidePx, latentSize, leakSlope, extraAreas } = model;
  const baseWidth = Math.max(1, Math.round(model.baseWidth * model.widthFactor));
  return { imageSidePx, imageChannels, baseWidth, latentSize, leakSlope, extraAreas };
}

/** The untrained cortex of a run, with its lesions. @param imageChannels of the images that it sees */
export function growCortex(config: RunConfig, imageChannels: number): Cortex {
  const random = createRandomStreams(config.seeds.weights ?? config.seed).stream('weights', 0);
  return createCortex(cortexShapeOf(config, imageChannels), random, { realityMonitor: config.lesions.realityMonitor });
}
