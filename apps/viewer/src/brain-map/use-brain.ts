import { CHUNK_BINS, type TimelineChunk } from '@oneiros/timeline';
import { useEffect, useMemo, useState } from 'react';
import { distinctUntilChanged, scan } from 'rxjs';
import type { RunSource } from '../source/run-source.ts';
import { useObservable } from '../state/use-observable.ts';
import { measuredAreas, type MeasuredAreas } from './measured-areas.ts';
import { chunkOfTick, stateAt, type MomentState } from './moment-state.ts';

const nothing: readonly MeasuredAreas[] = [];

/** What was measured of the areas so far, by tick. */
export function useMeasuredAreas(source: RunSource): readonly MeasuredAreas[] {
  const measured$ = useMemo(
    () =>
      source.moments$.pipe(
        scan((before, more) => {
          const added = measuredAreas(more);
          if (added.length === 0) return before;
          const last = before.at(-1);
          if (last?.tick !== added[0]!.tick) return [...before, ...added];
          // The two events of a tick may come in two pieces.
          const [{ activity, plasticity, tick }, ...rest] = added as [MeasuredAreas, ...MeasuredAreas[]];
          const whole = {
            tick,
            activity: { ...last.activity, ...activity },
            plasticity: { ...last.plasticity, ...plasticity },
          };
          return [...before.slice(0, -1), whole, ...rest];
        }, nothing),
        distinctUntilChanged(),
      ),
    [source],
  );
  return useObservable(measured$, nothing);
}

/** How states are read by tick: from the chunks that are there. */
export interface BrainStates {
  readonly state: MomentState | null;
  readonly stageOf: (tick: number) => string | undefined;
  readonly problem: string | null;
}

interface Chunks {
  readonly source: RunSource;
  readonly byIndex: ReadonlyMap<number, TimelineChunk>;
  readonly problem: string | null;
}

/** The state at a tick and, as far as they are there, at the ticks around it. */
export function useBrainStates(source: RunSource, tick: number, ticks: number): BrainStates {
  const index = chunkOfTick(tick);
  const [chunks, setChunks] = useState<Chunks>({ source, byIndex: new Map(), problem: null });
  const byIndex = chunks.source === source ? chunks.byIndex : new Map<number, TimelineChunk>();
  const held = byIndex.get(index);
  // The last chunk of a run that grows is fetched again once the play-head leaves what it holds.
  const isMissing = ticks > 0 && (held === undefined || (tick < ticks && tick - index * CHUNK_BINS >= held.bins));
  useEffect(() => {
    if (!isMissing) return;
    let isWanted = true;
    source.chunk(0, index).then(
      (chunk) => {
        if (!isWanted) return;
        setChunks((before) => ({
          source,
          byIndex: new Map([...(before.source === source ? before.byIndex : []), [index, chunk]]),
          problem: null,
        }));
      },
      (error: Error) => isWanted && setChunks((before) => ({ ...before, source, problem: error.message })),
    );
    return () => {
      isWanted = false;
    };
  }, [source, index, isMissing]);
  return useMemo(() => {
    const read = (at: number): MomentState | null => {
      const chunk = byIndex.get(chunkOfTick(at));
      return chunk ? stateAt(chunk, at) : null;
    };
    return { state: read(tick), stageOf: (at: number) => read(at)?.stage, problem: chunks.problem };
  }, [byIndex, tick, chunks.problem]);
}
