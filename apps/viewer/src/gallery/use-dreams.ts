import { useEffect, useMemo, useState } from 'react';
import { distinctUntilChanged, map, NEVER, scan } from 'rxjs';
import type { DreamImages, Moment, RunSource } from '../source/run-source.ts';
import { useObservable } from '../state/use-observable.ts';
import { keptDreams, type KeptDream } from './dream-ticks.ts';

const none: readonly KeptDream[] = [];

/** The sheets of dreams that a run has kept so far. */
export function useKeptDreams(source: RunSource | undefined): readonly KeptDream[] {
  const dreams$ = useMemo(
    () =>
      source?.moments$.pipe(
        scan((moments: readonly Moment[], more) => {
          const dreams = more.filter(({ event }) => event.type === 'dream');
          return dreams.length === 0 ? moments : [...moments, ...dreams];
        }, []),
        distinctUntilChanged(),
        map(keptDreams),
      ),
    [source],
  );
  return useObservable(dreams$ ?? NEVER, none);
}

/** Sheets in memory, for each source; a sheet of 16 CIFAR-10 images has 0.8 MB. */
const KEPT = 48;
const sheets = new WeakMap<RunSource, Map<number, Promise<DreamImages>>>();

function sheetOf(source: RunSource, tick: number): Promise<DreamImages> {
  const kept = sheets.get(source) ?? new Map<number, Promise<DreamImages>>();
  sheets.set(source, kept);
  const sheet = kept.get(tick) ?? source.dreams(tick);
  kept.delete(tick);
  kept.set(tick, sheet);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  sheet.catch(() => kept.delete(tick));
  return sheet;
}

export interface DreamsShown {
  /** The newest sheet that is there: while another one is on its way, the one before. */
  readonly images: DreamImages | null;
  readonly isLoading: boolean;
  readonly problem: string | null;
}

/** The sheet of a tick; undefined asks for none. */
export function useDreams(source: RunSource | undefined, tick: number | undefined): DreamsShown {
  const [shown, setShown] = useState<DreamsShown & { source?: RunSource | undefined }>(nothing);
  useEffect(() => {
    if (source === undefined || tick === undefined) return setShown(nothing);
    let isWanted = true;
    setShown((before) => ({ ...(before.source === source ? before : nothing), source, isLoading: true }));
    sheetOf(source, tick).then(
      (images) => isWanted && setShown({ images, source, isLoading: false, problem: null }),
      (error: Error) => isWanted && setShown({ images: null, source, isLoading: false, problem: error.message }),
    );
    return () => {
      isWanted = false;
    };
  }, [source, tick]);
  return shown;
}

const nothing: DreamsShown = { images: null, isLoading: false, problem: null };
