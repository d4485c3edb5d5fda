import type { NightView } from '../state/night-view.ts';
import { initialPlayheadState, speeds } from '../state/playhead-state.ts';
import { timeUnits, type TimeUnit } from '../state/time-units.ts';
import { useObservable } from '../state/use-observable.ts';
import { Button } from '../ui/Button.tsx';
import styles from './lanes.module.css';

const unitNames: Readonly<Record<TimeUnit, string>> = {
  tick: 'ticks',
  cycle: 'cycles',
  epoch: 'epochs',
  night: 'nights',
  time: 'time',
};

/** The controls of the play-head. @param isGrowing whether there is an end to follow */
export function Transport({ view, isGrowing }: { readonly view: NightView; readonly isGrowing: boolean }) {
  const state = useObservable(view.playhead.state$, initialPlayheadState);
  const unit = useObservable(view.unit$, 'tick');
  const { isPlaying, isFollowing, loop, speed } = state;
  return (
    <div className={styles.transport} role="group" aria-label="Play-head controls">
      <Button
        aria-label="One step back"
        title="One step back (←)"
        onClick={() => view.command({ kind: 'step', steps: -1 })}
      >
        ◂
      </Button>
      <Button
        aria-label={isPlaying ? 'Pause' : 'Play'}
        title="Play or pause (space)"
        onClick={() => view.command({ kind: 'togglePlay' })}
      >
        {isPlaying ? '❚❚' : '▶'}
      </Button>
      <Button aria-label="One step on" title="One step on (→)" onClick={() => view.command({ kind: 'step', steps: 1 })}>
        ▸
      </Button>
      <label className={styles.field}>
        <span className="visually-hidden">Unit of steps and axis</span>
        <select value={unit} title="Unit (u)" onChange={(event) => view.setUnit(event.target.value as TimeUnit)}>
          {timeUnits.map((name) => (
            <option key={name} value={name}>
              {unitNames[name]}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        <span className="visually-hidden">Speed</span>
        <select
          value={speed}
          title="Speed (< >)"
          onChange={(event) => view.playhead.dispatch({ kind: 'setSpeed', speed: Number(event.target.value) })}
        >
          {[...new Set([...speeds, speed])]
            .sort((a, b) => a - b)
            .map((each) => (
              <option key={each} value={each}>
                {each} ticks/s
              </option>
            ))}
        </select>
      </label>
      <Button
        aria-label="Begin loop here"
        title="Begin loop here ([)"
        onClick={() => view.command({ kind: 'markLoop', end: 'from' })}
      >
        [
      </Button>
      <Button
        aria-label="End loop here"
        title="End loop here (])"
        onClick={() => view.command({ kind: 'markLoop', end: 'to' })}
      >
        ]
      </Button>
      {loop !== null && (
        <Button aria-pressed title="No loop (\)" onClick={() => view.command({ kind: 'clearLoop' })}>
          Loop {loop[0].toLocaleString('en')}–{loop[1].toLocaleString('en')} ✕
        </Button>
      )}
      {isGrowing && (
        <Button
          aria-pressed={isFollowing}
          title="Stay on the newest tick (End)"
          onClick={() => view.playhead.dispatch({ kind: 'follow', isFollowing: !isFollowing })}
        >
          Follow live
        </Button>
      )}
      <span className={styles.gap} />
      <Button aria-label="Zoom out" title="Zoom out (−)" onClick={() => view.command({ kind: 'zoom', factor: 2 })}>
        −
      </Button>
      <Button aria-label="Zoom in" title="Zoom in (+)" onClick={() => view.command({ kind: 'zoom', factor: 0.5 })}>
        +
      </Button>
      <Button title="Show the whole run (0)" onClick={() => view.command({ kind: 'zoomOut' })}>
        Whole run
      </Button>
    </div>
  );
}
