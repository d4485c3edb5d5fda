import { CHUNK_BINS, type TimelineChunk } from '@oneiros/timeline';

/** The brain's state at one tick, as the timeline has it. */
export interface MomentState {
  readonly tick: number;
  readonly stage: string;
  readonly ach: number;
  readonly na: number;
  readonly gates: {
    readonly discriminator: number;
    readonly target: number;
    readonly sign: number;
    readonly nrem: number;
    readonly connected: boolean;
  };
  /** Epochs complete. */
  readonly epoch: number;
}

/** The chunk of the finest level that holds a tick. */
export const chunkOfTick = (tick: number): number => Math.floor(tick / CHUNK_BINS);

/**
 * Reads one tick.
 * @param chunk of level 0, a tick a bin
 * @returns null where the chunk does not hold the tick
 */
export function stateAt(chunk: TimelineChunk, tick: number): MomentState | null {
  const bin = tick - chunk.index * CHUNK_BINS;
  if (chunk.level !== 0 || bin < 0 || bin >= chunk.bins) return null;
  const { curves, stages, stageTicks, cycle, epoch } = chunk;
  const na = curves.na.mean[bin]!;
  // The cycle counts the mini-batches that the senses bring; without a tick before it, NA decides.
  const connected = bin > 0 ? cycle[bin]! > cycle[bin - 1]! : na >= 0.5;
  return {
    tick,
    stage: stages.find((_, code) => stageTicks[bin * stages.length + code]! > 0) ?? '',
    ach: curves.ach.mean[bin]!,
    na,
    gates: {
      discriminator: curves.discriminator.mean[bin]!,
      target: curves.target.mean[bin]!,
      sign: curves.sign.mean[bin]!,
      nrem: curves.nrem.mean[bin]!,
      connected,
    },
    epoch: epoch[bin]!,
  };
}
