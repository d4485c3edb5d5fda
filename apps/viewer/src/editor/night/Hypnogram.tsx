import type { NamedRun } from '@oneiros/conductor';
import { memo, type ReactNode } from 'react';
import { stageVariable } from '../../ui/stage-colors.ts';
import { hypnogramPaths } from '../model/hypnogram-paths.ts';
import { stageName } from './stage-names.ts';
import styles from './night.module.css';

export interface View {
  readonly from: number;
  readonly to: number;
}

export interface HypnogramProps {
  readonly runs: readonly NamedRun[];
  readonly rows: readonly string[];
  readonly view: View;
  readonly width: number;
  readonly rowHeight: number;
  /** Seconds at which the runs begin. */
  readonly start?: number;
  readonly children?: ReactNode;
}

/** A hypnogram: a bar in each stage's row, and the line that joins them. */
export const Hypnogram = memo(function Hypnogram(props: HypnogramProps) {
  const { runs, rows, view, width, rowHeight, start = 0, children } = props;
  const { bars, steps } = hypnogramPaths(runs, { ...view, rows, width, rowHeight, start });
  const others = rows.filter((stage) => stageVariable(stage).includes('other'));
  return (
    <svg className={styles.drawing} width={width} height={rows.length * rowHeight} aria-hidden="true">
      {rows.map((stage, i) => (
        <line
          key={stage}
          className={styles.rule}
          x1={0}
          x2={width}
          y1={(i + 0.5) * rowHeight}
          y2={(i + 0.5) * rowHeight}
        />
      ))}
      <path className={styles.steps} d={steps} />
      {rows.map((stage) => (
        <path key={stage} d={bars[stage] ?? ''} style={{ fill: `var(${stageVariable(stage, others)})` }} />
      ))}
      {children}
    </svg>
  );
});

/** The names of the rows, beside them. */
export function StageLabels({ rows, rowHeight }: Pick<HypnogramProps, 'rows' | 'rowHeight'>) {
  return (
    <div className={styles.stageLabels} aria-hidden="true">
      {rows.map((stage) => (
        <span key={stage} style={{ height: rowHeight }} className={stage === 'REM' ? styles.rem : undefined}>
          {stageName(stage)}
        </span>
      ))}
    </div>
  );
}
