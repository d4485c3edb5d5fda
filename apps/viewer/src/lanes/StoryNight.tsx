import { useEffect, useState } from 'react';
import { createPlayhead } from '../state/create-playhead.ts';
import { createNightView, type NightView, type NightViewStart } from '../state/night-view.ts';
import { createTimelineCache } from '../state/timeline-cache.ts';
import { useObservable } from '../state/use-observable.ts';
import { usePlayClock } from '../state/use-play-clock.ts';
import type { RunSource } from '../source/run-source.ts';
import { Timeline } from './Timeline.tsx';

/** A timeline with a view of its own, for stories. */
export function StoryNight(props: {
  readonly source: RunSource;
  readonly tick?: number;
  readonly start?: NightViewStart;
}) {
  const { source, tick = 0, start } = props;
  const [view, setView] = useState<NightView | null>(null);
  useEffect(() => {
    const cache = createTimelineCache(source, { refreshMs: 50 });
    const created = createNightView(createPlayhead({ tick }), cache, source.kind !== 'recorded', start);
    setView(created);
    return () => {
      created.close();
      cache.close();
    };
  }, [source, tick, start]);
  return view === null ? null : <Shown source={source} view={view} />;
}

function Shown({ source, view }: { readonly source: RunSource; readonly view: NightView }) {
  usePlayClock(view.playhead);
  const head = useObservable(source.head$, null);
  return head === null ? null : <Timeline source={source} view={view} head={head} />;
}
