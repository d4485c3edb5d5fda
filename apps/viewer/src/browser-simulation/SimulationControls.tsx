import { useState } from 'react';
import { useObservable } from '../state/use-observable.ts';
import { Button } from '../ui/Button.tsx';
import { stageVariable } from '../ui/stage-colors.ts';
import type { BrowserSimulation } from './create-browser-simulation.ts';
import { stepUnits, type StepUnit } from './step-target.ts';
import styles from './simulation-controls.module.css';

const stepTitles: Readonly<Record<StepUnit, string>> = {
  tick: 'one mini-batch in one state',
  stage: 'to the next change of stage',
  cycle: 'to the end of the cycle: a mini-batch of Wake and the sleep after it',
  night: 'to the next morning',
};

export interface SimulationControlsProps {
  readonly simulation: BrowserSimulation;
  /** The tick that the page looks at. */
  readonly lookedAt: number;
  /** Go on from there in another life with the same past. */
  readonly onBranch: (tick: number) => void;
}

/** Play, pause, steps, and going back. */
export function SimulationControls({ simulation, lookedAt, onBranch }: SimulationControlsProps) {
  const activity = useObservable(simulation.activity$, 'beginning');
  const ticks = useObservable(simulation.ticks$, 0);
  const [refusal, setRefusal] = useState<string | null>(null);
  const isLiving = activity === 'playing' || activity === 'stepping';
  const canLive = activity === 'resting' || activity === 'failed' || isLiving;
  const step = (unit: StepUnit): void => {
    setRefusal(null);
    simulation.step(unit).catch((error: Error) => setRefusal(error.message));
  };
  return (
    <div className={styles.controls}>
      <div role="group" aria-label="Live" className={styles.group}>
        <Button
          kind="main"
          className={styles.play}
          disabled={!canLive}
          aria-label={isLiving ? 'Pause the brain' : 'Live: play the brain'}
          onClick={() => (isLiving ? simulation.pause() : simulation.play())}
        >
          {isLiving ? 'Pause' : 'Live'}
        </Button>
        <span className={styles.word} id="step-by">
          Step by
        </span>
        {stepUnits.map((unit) => (
          <Button
            key={unit}
            disabled={activity === 'playing' || !canLive || !simulation.canStep(unit)}
            aria-label={`Step by ${unit}, ${stepTitles[unit]}`}
            title={
              simulation.canStep(unit) || activity === 'beginning' ? stepTitles[unit] : 'this schedule has no nights'
            }
            onClick={() => step(unit)}
          >
            {unit}
          </Button>
        ))}
      </div>
      <div role="group" aria-label="Go back" className={styles.group}>
        <Button disabled={activity === 'beginning' || lookedAt >= ticks} onClick={() => onBranch(lookedAt)}>
          Go on from tick {lookedAt.toLocaleString('en')}
        </Button>
        <Button disabled={activity === 'beginning' || ticks === 0} onClick={() => onBranch(0)}>
          From the start
        </Button>
      </div>
      {refusal !== null && (
        <p role="alert" className={styles.refusal}>
          {refusal}
        </p>
      )}
    </div>
  );
}

/** Where the brain is, in one line. */
export function BrainMoment({ simulation }: { readonly simulation: BrowserSimulation }) {
  const state = useObservable(simulation.state$, null);
  const head = useObservable(simulation.head$, null);
  const activity = useObservable(simulation.activity$, 'beginning');
  if (state === null)
    return <p className={styles.moment}>{activity === 'beginning' ? 'The brain begins…' : 'Before the first tick.'}</p>;
  const { stage, tick, cycle, night, epoch, gates } = state;
  const hasNights = head !== null && head.config.schedule.kind !== 'cycle';
  const total = head?.totalTicks;
  const place = [
    `tick ${(tick + 1).toLocaleString('en')}${total == null ? '' : ` of ${total.toLocaleString('en')}`}`,
    `cycle ${(cycle + 1).toLocaleString('en')}`,
    ...(hasNights ? [`night ${night + 1}`] : []),
    `epoch ${epoch}`,
  ].join(' · ');
  return (
    <p className={styles.moment}>
      <svg className={styles.stage} viewBox="0 0 10 10" aria-hidden="true">
        <rect width="10" height="10" rx="2" fill={`var(${stageVariable(stage)})`} />
      </svg>
      <strong>{stage}</strong> {place}
      <span className={styles.gates}>
        {gates.connected ? 'senses open' : 'senses shut'} · discriminator {gates.discriminator.toFixed(2)}, told{' '}
        {gates.target.toFixed(2)} · feedback sign {gates.sign < 0 ? '−' : '+'}
        {Math.abs(gates.sign).toFixed(2)} · perturbed replay {gates.nrem.toFixed(2)}
      </span>
    </p>
  );
}
