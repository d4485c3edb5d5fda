import { useEffect, useState } from 'react';
import type { LatentPlane, RunSource } from '../source/run-source.ts';

export interface PlanesShown {
  /** Ticks at which there is a plane; null while that is not known. */
  readonly ticks: readonly number[] | null;
  /** The planes that are there already, ascending. */
  readonly planes: readonly LatentPlane[];
  readonly problem: string | null;
}

const unknown: PlanesShown = { ticks: null, planes: [], problem: null };

/**
 * All planes of a run, one after the other, so that the axes can hold all of them and playing does not wait.
 * @param grown a number that changes as the run grows: then ticks are asked for again
 */
export function usePlanes(source: RunSource, grown: number): PlanesShown {
  const [shown, setShown] = useState<PlanesShown & { readonly source?: RunSource }>(unknown);
  useEffect(() => {
    let isWanted = true;
    setShown((before) => (before.source === source ? before : { ...unknown, source }));
    const load = async (): Promise<void> => {
      const ticks = await source.latentTicks();
      if (!isWanted) return;
      setShown((before) => ({ ...before, ticks }));
      for (const tick of ticks) {
        const plane = await source.latents(tick);
        if (!isWanted) return;
        if (plane) setShown((before) => ({ ...before, planes: withPlane(before.planes, plane) }));
      }
    };
    load().catch(
      (error: Error) =>
        isWanted && setShown((before) => ({ ...before, ticks: before.ticks ?? [], problem: error.message })),
    );
    return () => {
      isWanted = false;
    };
  }, [source, grown]);
  return shown;
}

const withPlane = (planes: readonly LatentPlane[], plane: LatentPlane): LatentPlane[] =>
  [...planes.filter(({ tick }) => tick !== plane.tick), plane].sort((a, b) => a.tick - b.tick);
