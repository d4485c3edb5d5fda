import { useObservable } from '../state/use-observable.ts';
import { backendLabel, backendTitle } from './backend.ts';
import type { BrowserSimulation } from './create-browser-simulation.ts';
import { unmeasured, type Speed } from './speed-meter.ts';
import styles from './backend-line.module.css';

/** What computes here and how fast it lives, and why not something faster. */
export function BackendLine({ simulation }: { readonly simulation: BrowserSimulation }) {
  const backend = useObservable(simulation.backend$, null);
  const speed = useObservable(simulation.speed$, unmeasured);
  if (backend === null) return <p className={styles.line}>Looking for what computes here…</p>;
  return (
    <div className={styles.line}>
      <p>
        <span>{backendLabel(backend)}</span> · <span>{speedInWords(speed)}</span>
      </p>
      {backend.passedOver.length > 0 && (
        <details>
          <summary>Why not {backend.passedOver.map(({ name }) => backendTitle(name)).join(' or ')}?</summary>
          <ul className={styles.reasons}>
            {backend.passedOver.map(({ name, reason }) => (
              <li key={name}>
                {backendTitle(name)}: {reason}.
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

export function speedInWords({ ticksPerSecond, cyclesPerSecond }: Speed): string {
  if (ticksPerSecond === null) return 'speed not measured yet';
  const ticks = `${ticksPerSecond.toPrecision(2)} ticks a second`;
  return cyclesPerSecond === null ? ticks : `${cyclesPerSecond.toPrecision(2)} cycles a second (${ticks})`;
}
