import { useEffect, useState } from 'react';
import { merge } from 'rxjs';
import { createPlayhead } from '../state/create-playhead.ts';
import { keysOfPlace, placeOfKeys } from '../state/night-keys.ts';
import { createNightView, type NightView } from '../state/night-view.ts';
import type { Router } from '../state/router.ts';
import { createTimelineCache } from '../state/timeline-cache.ts';
import type { RunSource } from '../source/run-source.ts';

/** The view of a run at the place that the address says, which is kept up to date. */
export function useNightView(source: RunSource | null, router: Router): NightView | null {
  const [view, setView] = useState<NightView | null>(null);
  useEffect(() => {
    if (source === null) return;
    const cache = createTimelineCache(source);
    const place = placeOfKeys(router.route.keys);
    const isGrowing = source.kind !== 'recorded';
    const { tick, speed, loop } = place;
    const playhead = createPlayhead({ tick, speed, loop, isFollowing: isGrowing && place.isFollowing });
    const created = createNightView(playhead, cache, isGrowing, place);
    setView(created);
    const noting = merge(playhead.state$, created.window$, created.unit$).subscribe(() => {
      const { state } = playhead;
      const { window } = created;
      const isWhole = window.from === 0 && window.to >= cache.ticks;
      router.note(keysOfPlace({ ...state, window: isWhole ? null : window, unit: created.unit }));
    });
    return () => {
      noting.unsubscribe();
      created.close();
      cache.close();
      setView(null);
    };
  }, [source, router]);
  return view;
}
