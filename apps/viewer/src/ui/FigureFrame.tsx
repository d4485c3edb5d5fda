import { useId, useState, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { DataTable, type TableData } from './DataTable.tsx';
import { ExportMenu, type FigureExports } from './ExportMenu.tsx';
import styles from './figure-frame.module.css';

export interface FigureFrameProps {
  readonly title: string;
  /** What the chart shows, in a sentence or two, with its numbers: read out, and to be read below the title. */
  readonly summary: string;
  /** Whether the summary is only for screen readers, because the picture says it already. */
  readonly isSummaryHidden?: boolean;
  /** The values as a table; called when it is opened. */
  readonly table?: () => TableData;
  readonly exports?: FigureExports;
  /** Controls of this chart, between title and exports. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every chart: title, summary, the table of its values and what can be exported. */
export function FigureFrame(props: FigureFrameProps) {
  const { title, summary, isSummaryHidden = false, table, exports, actions, children } = props;
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <figure className={styles.figure} aria-labelledby={`${id}-title`} aria-describedby={`${id}-summary`}>
      <header className={styles.header}>
        <h2 id={`${id}-title`} className={styles.title}>
          {title}
        </h2>
        <div className={styles.actions}>
          {actions}
          {table !== undefined && (
            <Button aria-pressed={isTable} aria-label={`Table of ${title}`} onClick={() => setTable(!isTable)}>
              Table
            </Button>
          )}
          {exports !== undefined && <ExportMenu exports={exports} of={title} />}
        </div>
      </header>
      <p id={`${id}-summary`} className={isSummaryHidden ? 'visually-hidden' : styles.summary}>
        {summary}
      </p>
      {children}
      {isTable && table !== undefined && <DataTable {...table()} caption={title} />}
    </figure>
  );
}
