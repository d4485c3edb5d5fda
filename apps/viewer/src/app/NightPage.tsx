import { useCallback, useEffect, useMemo, useState } from 'react';
import { Timeline } from '../lanes/Timeline.tsx';
import type { Host } from '../source/open-run.ts';
import { hasOwnKey, keyCommand } from '../state/keyboard.ts';
import type { NightView } from '../state/night-view.ts';
import type { Router } from '../state/router.ts';
import { usePlayClock } from '../state/use-play-clock.ts';
import type { RunHead, RunSource } from '../source/run-source.ts';
import styles from './app.module.css';
import { nightPanels, type NightAddress } from './night-panels.ts';
import { Panel, PanelLoading } from './Panel.tsx';
import { RunHeader } from './RunHeader.tsx';
import { useNightView } from './use-night-view.ts';
import { useRun } from './use-run.ts';

export interface NightPageProps {
  readonly id: string;
  readonly host: Host;
  readonly router: Router;
}

/** One run: its timeline, and under the same play-head its dreams, latents and areas. */
export function NightPage({ id, host, router }: NightPageProps) {
  const run = useRun(id, host);
  const source = run.kind === 'open' ? run.source : null;
  const view = useNightView(source, router);
  const address = useMemo(() => ({ id, host, router }), [id, host, router]);
  if (run.kind === 'failed') {
    return (
      <div role="alert" className={styles.notice}>
        <h1>{id} cannot be shown</h1>
        <p>{run.error.message}</p>
      </div>
    );
  }
  if (run.kind === 'loading' || view === null) {
    return (
      <p role="status" className={styles.notice}>
        Opening {id} …
      </p>
    );
  }
  return <Night source={run.source} head={run.head} view={view} address={address} />;
}

/** The panels below let the timeline go first, but not for longer than this: a run may have no tick yet. */
const MOST_WAIT_MS = 1000;

/** The panels of a run that is open. */
export function Night({
  source,
  head,
  view,
  address,
}: {
  readonly source: RunSource;
  readonly head: RunHead;
  readonly view: NightView;
  readonly address?: NightAddress;
}) {
  usePlayClock(view.playhead);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const command = keyCommand(event);
      if (command === null || command.kind === 'help' || event.defaultPrevented) return;
      if (hasOwnKey(event.target instanceof Element ? event.target : null, event.key)) return;
      event.preventDefault();
      view.command(command);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [view]);
  const [isDrawn, setIsDrawn] = useState(false);
  const onDrawn = useCallback(() => setIsDrawn(true), []);
  useEffect(() => {
    const timer = setTimeout(onDrawn, MOST_WAIT_MS);
    return () => clearTimeout(timer);
  }, [onDrawn]);
  return (
    <div className={styles.night}>
      <RunHeader head={head} />
      <Timeline source={source} view={view} head={head} onDrawn={onDrawn} />
      {nightPanels.map(({ name, Component }) => (
        <Panel key={name} name={name}>
          {isDrawn ? (
            <Component source={source} playhead={view.playhead} {...(address && { address })} />
          ) : (
            <PanelLoading name={name} />
          )}
        </Panel>
      ))}
    </div>
  );
}
