import { clockText, timeTicks } from '../model/clock.ts';
import type { View } from './Hypnogram.tsx';
import styles from './night.module.css';

const PIXELS_A_LABEL = 64;

/** Hours and minutes since the start of the night. */
export function TimeAxis({
  view,
  width,
  title,
}: {
  readonly view: View;
  readonly width: number;
  readonly title: string;
}) {
  const x = (seconds: number): number => ((seconds - view.from) / (view.to - view.from)) * width;
  return (
    <div className={styles.lane}>
      <span className={styles.laneTitle}>{title}</span>
      <svg className={styles.drawing} width={width} height={20} aria-hidden="true">
        {timeTicks(view.from, view.to, Math.max(2, Math.floor(width / PIXELS_A_LABEL))).map((seconds) => (
          <g key={seconds} transform={`translate(${x(seconds)} 0)`}>
            <line className={styles.tick} y2={4} />
            <text
              className={styles.tickLabel}
              y={16}
              textAnchor={x(seconds) < 14 ? 'start' : x(seconds) > width - 14 ? 'end' : 'middle'}
            >
              {clockText(seconds)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
