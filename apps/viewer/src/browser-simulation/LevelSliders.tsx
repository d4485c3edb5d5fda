import { stateAt, type Levels } from '@oneiros/conductor';
import { Label, Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { useObservable } from '../state/use-observable.ts';
import { Button } from '../ui/Button.tsx';
import { heldAt } from './clamp-log.ts';
import type { BrowserSimulation } from './create-browser-simulation.ts';
import styles from './level-sliders.module.css';

const names = { ach: 'Acetylcholine', na: 'Noradrenaline' } as const;

/** ACh and NA of the brain that lives: each follows the schedule until it is moved, and is held there until it is given back. */
export function LevelSliders({ simulation }: { readonly simulation: BrowserSimulation }) {
  const clamps = useObservable(simulation.clamps$, []);
  const head = useObservable(simulation.head$, null);
  useObservable(simulation.ticks$, 0);
  const { tick } = simulation;
  const isOver = head !== null && head.totalTicks !== null && tick >= head.totalTicks;
  const planned = head === null || isOver ? null : stateAt(head.config.schedule, tick);
  const held = heldAt(clamps, tick);
  return (
    <fieldset className={styles.levels}>
      <legend className={styles.legend}>Levels of the next tick</legend>
      {(['ach', 'na'] as const).map((name) => (
        <LevelSlider
          key={name}
          name={name}
          planned={planned?.[name] ?? null}
          held={held[name]}
          onHold={(level) => simulation.clamp({ [name]: level })}
        />
      ))}
    </fieldset>
  );
}

interface LevelSliderProps {
  readonly name: keyof Levels;
  /** By the schedule; null where it is not known. */
  readonly planned: number | null;
  readonly held: number | null;
  /** Null gives the level back to the schedule. */
  readonly onHold: (level: number | null) => void;
}

/** One level: a slider that says whether a hand or the schedule moves it. */
export function LevelSlider({ name, planned, held, onHold }: LevelSliderProps) {
  const level = held ?? planned ?? 0;
  return (
    <div className={styles.level} data-level={name} data-held={held !== null}>
      <Slider
        className={styles.slider!}
        minValue={0}
        maxValue={1}
        step={0.01}
        value={level}
        isDisabled={planned === null}
        formatOptions={{ minimumFractionDigits: 2 }}
        onChange={(value) => onHold(value as number)}
      >
        <Label className={styles.name!}>{names[name]}</Label>
        <output className={styles.value}>
          {level.toFixed(2)} <span className={styles.origin}>{originOf(planned, held)}</span>
        </output>
        <SliderTrack className={styles.track!}>
          <PlannedMark planned={planned} />
          <SliderThumb className={styles.thumb!} />
        </SliderTrack>
      </Slider>
      <Button
        disabled={held === null}
        onClick={() => onHold(null)}
        aria-label={`Give back ${names[name]} to the schedule`}
      >
        Give back
      </Button>
    </div>
  );
}

const originOf = (planned: number | null, held: number | null): string =>
  held === null ? 'by the schedule' : `held, the schedule says ${planned === null ? 'nothing' : planned.toFixed(2)}`;

/** Where the schedule would have the level. */
function PlannedMark({ planned }: { readonly planned: number | null }) {
  if (planned === null) return null;
  return (
    <svg className={styles.marks} aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 1 1">
      <line className={styles.half} x1={0.5} x2={0.5} y1={0} y2={1} />
      <line className={styles.planned} x1={planned} x2={planned} y1={0} y2={1} />
    </svg>
  );
}
