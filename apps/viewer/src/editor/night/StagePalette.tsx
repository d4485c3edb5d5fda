import type { RunStage } from '@oneiros/conductor';
import { stageVariable } from '../../ui/stage-colors.ts';
import { clockText, lengthText } from '../model/clock.ts';
import { stageButtons } from '../model/selection.ts';
import type { Span } from '../model/edit-runs.ts';
import { stageName } from './stage-names.ts';
import styles from './night.module.css';

export interface StagePaletteProps {
  readonly span: Span;
  readonly onPaint: (stage: RunStage) => void;
}

/** Paints what is selected by a button, and tells the key that does the same. */
export function StagePalette({ span, onPaint }: StagePaletteProps) {
  return (
    <div className={styles.palette} role="group" aria-label="Paint the selection">
      <span className={styles.selectionText}>
        {`${clockText(span.from)}–${clockText(span.to)} (${lengthText(span.to - span.from)}) becomes`}
      </span>
      {stageButtons.map(({ key, stage }) => (
        <button
          key={key}
          type="button"
          className={styles.paint}
          aria-keyshortcuts={key.toUpperCase()}
          onClick={() => onPaint(stage)}
        >
          <span className={styles.swatch} style={{ background: `var(${stageVariable(stage)})` }} />
          {stageName(stage)}
          <kbd>{key}</kbd>
        </button>
      ))}
    </div>
  );
}
