import type { CurveName } from '@oneiros/timeline';
import type { Observable } from 'rxjs';
import type { TickFacts } from '../state/tick-facts.ts';
import { useObservable } from '../state/use-observable.ts';
import { formatNumber } from '../ui/DataTable.tsx';
import styles from './lanes.module.css';

export interface LegendEntry {
  readonly label: string;
  /** A variable of `tokens.css`, without the dashes. */
  readonly color: string;
  readonly dash?: readonly number[];
  readonly curve?: CurveName;
}

/** Beside a lane: what its lines mean, and their values under the play-head. */
export function LaneLegend(props: {
  readonly title: string;
  readonly entries: readonly LegendEntry[];
  readonly facts$: Observable<TickFacts | null>;
}) {
  const { title, entries, facts$ } = props;
  const facts = useObservable(facts$, null);
  return (
    <div className={styles.legend}>
      <h3 className={styles.laneTitle}>{title}</h3>
      <ul className={styles.entries}>
        {entries.map(({ label, color, dash, curve }) => (
          <li key={label} className={facts?.stage === label ? styles.entryNow : styles.entry}>
            <svg width="16" height="6" aria-hidden="true" className={styles.swatch}>
              <line
                x1="0"
                y1="3"
                x2="16"
                y2="3"
                strokeWidth="2.5"
                stroke={`var(--${color})`}
                strokeDasharray={dash?.join(' ')}
              />
            </svg>
            <span>{label}</span>
            {curve !== undefined && (
              <span className={styles.value}>{valueInWords(facts?.values[curve] ?? null, facts?.isExact ?? true)}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

const valueInWords = (value: number | null, isExact: boolean): string =>
  value === null ? '' : `${isExact ? '' : '~'}${formatNumber(Number(value.toPrecision(3)))}`;
