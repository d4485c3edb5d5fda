import { useEffect, useState } from 'react';
import { Night } from '../app/NightPage.tsx';
import type { RunSource } from '../source/run-source.ts';
import type { PlayheadStore } from '../state/create-playhead.ts';
import { createNightView, type NightView } from '../state/night-view.ts';
import { createTimelineCache } from '../state/timeline-cache.ts';
import { useObservable } from '../state/use-observable.ts';

export interface SimulationNightProps {
  readonly source: RunSource;
  readonly playhead: PlayheadStore;
}

/** The lanes and panels of a night, as a recorded or a live run has them, of a brain that lives here. */
export function SimulationNight({ source, playhead }: SimulationNightProps) {
  const [view, setView] = useState<NightView | null>(null);
  const head = useObservable(source.head$, null);
  useEffect(() => {
    const cache = createTimelineCache(source);
    const created = createNightView(playhead, cache, true);
    setView(created);
    return () => {
      created.close();
      cache.close();
      setView(null);
    };
  }, [source, playhead]);
  return view === null || head === null ? null : <Night source={source} head={head} view={view} />;
}
