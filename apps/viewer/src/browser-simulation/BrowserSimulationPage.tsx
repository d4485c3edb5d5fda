import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { skip } from 'rxjs';
import type { SteerableSource } from '../source/run-source.ts';
import { createPlayhead, type PlayheadStore } from '../state/create-playhead.ts';
import { useObservable } from '../state/use-observable.ts';
import { BackendLine } from './BackendLine.tsx';
import { BrainSetup } from './BrainSetup.tsx';
import {
  createBrowserSimulation,
  type BrowserSimulation,
  type BrowserSimulationOptions,
} from './create-browser-simulation.ts';
import { defaultBrain } from './browser-config.ts';
import type { Problem } from './errors.ts';
import { LevelSliders } from './LevelSliders.tsx';
import { LiveBrainView } from './LiveBrainView.tsx';
import { BrainMoment, SimulationControls } from './SimulationControls.tsx';
import type { SimulationLink } from './simulation-link.ts';
import styles from './browser-simulation-page.module.css';

export interface BrowserSimulationPageProps {
  /** What a permalink asks for; a tiny brain under the paper's cycle unless given. */
  readonly initial?: SimulationLink;
  /** Whenever the brain rests or another one begins: what a permalink has to say. */
  readonly onLink?: (link: SimulationLink) => void;
  /** Lanes and panels of the run, which read the same source and play-head as those of a recorded one. */
  readonly renderNight?: (source: SteerableSource, playhead: PlayheadStore) => ReactNode;
  readonly children?: ReactNode;
  /** Another way to make a brain, for tests. */
  readonly create?: (options: BrowserSimulationOptions) => BrowserSimulation;
}

const firstLink: SimulationLink = { ...defaultBrain, backend: 'auto', clamps: [], tick: 0 };

/** A brain that lives on this page: choose it, let it live, move its levels while it dreams, go back. */
export function BrowserSimulationPage(props: BrowserSimulationPageProps) {
  const { initial = firstLink, onLink, renderNight, children, create = createBrowserSimulation } = props;
  const [chosen, setChosen] = useState(initial);
  const [simulation, setSimulation] = useState<BrowserSimulation | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  // A worker belongs to the page as long as it is shown: a life that is left ends.
  useEffect(() => {
    const { tick, ...options } = chosen;
    const begun = create({ ...options, ...(tick > 0 && { tick }) });
    setSimulation(begun);
    setRefusal(null);
    return () => begun.close();
  }, [chosen, create]);

  const branch = useCallback((from: BrowserSimulation, tick: number) => {
    setRefusal(null);
    from.branch(tick).then(
      (next) => {
        from.close();
        setSimulation(next);
      },
      (error: Error) => setRefusal(error.message),
    );
  }, []);
  useEffect(() => () => simulation?.close(), [simulation]);

  return (
    <div className={styles.page}>
      <h1 className={styles.title}>A brain in this browser</h1>
      <BrainSetup initial={chosen} onBegin={(choice) => setChosen({ ...choice, clamps: [], tick: 0 })} />
      {refusal !== null && <p role="alert">{refusal}</p>}
      {simulation !== null && (
        <LivingBrain
          key={keyOf(simulation)}
          simulation={simulation}
          onBranch={(tick) => branch(simulation, tick)}
          {...(onLink && { onLink })}
          {...(renderNight && { renderNight })}
        />
      )}
      {children}
    </div>
  );
}

const keys = new WeakMap<BrowserSimulation, number>();
let lives = 0;

/** Each life has a page part of its own: nothing of the one before stays in its state. */
function keyOf(simulation: BrowserSimulation): number {
  if (!keys.has(simulation)) keys.set(simulation, lives++);
  return keys.get(simulation)!;
}

interface LivingBrainProps extends Pick<BrowserSimulationPageProps, 'onLink' | 'renderNight'> {
  readonly simulation: BrowserSimulation;
  readonly onBranch: (tick: number) => void;
}

function LivingBrain({ simulation, onBranch, onLink, renderNight }: LivingBrainProps) {
  const [playhead] = useState(() => createPlayhead({ isFollowing: true }));
  const lookedAt = useObservable(playhead.tick$, 0);
  const isFollowing = useObservable(playhead.following$, true);
  const ticks = useObservable(simulation.ticks$, 0);
  const problem = useObservable(simulation.problem$, null);

  useEffect(() => {
    const growth = simulation.ticks$.subscribe((grown) => playhead.dispatch({ kind: 'grow', ticks: grown }));
    return () => growth.unsubscribe();
  }, [simulation, playhead]);

  useEffect(() => {
    if (onLink === undefined) return undefined;
    const tell = (): void => onLink(linkOf(simulation));
    const rests = simulation.activity$.pipe(skip(1)).subscribe((activity) => {
      if (activity === 'resting' || activity === 'finished') tell();
    });
    return () => rests.unsubscribe();
  }, [simulation, onLink]);

  return (
    <section className={styles.life} aria-label="The living brain">
      <BackendLine simulation={simulation} />
      {problem !== null && <ProblemNote problem={problem} />}
      <div className={styles.steering}>
        <SimulationControls simulation={simulation} lookedAt={isFollowing ? ticks : lookedAt} onBranch={onBranch} />
        <BrainMoment simulation={simulation} />
        <LevelSliders simulation={simulation} />
      </div>
      <LiveBrainView simulation={simulation} />
      {renderNight?.(simulation, playhead)}
    </section>
  );
}

function ProblemNote({ problem: { message, advice } }: { readonly problem: Problem }) {
  return (
    <div role="alert" className={styles.problem}>
      <p>{message}</p>
      <p>{advice}</p>
    </div>
  );
}

const linkOf = (simulation: BrowserSimulation): SimulationLink => ({
  ...simulation.brain,
  backend: simulation.backendChoice,
  clamps: simulation.clamps,
  tick: simulation.tick,
});
