import { secondsOf, type RunStage, type StageRun } from '@oneiros/conductor';
import { useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { clockText, lengthText } from '../model/clock.ts';
import { boundariesOf, snap } from '../model/edit-runs.ts';
import { boundaryNear, runAt } from '../model/hypnogram-paths.ts';
import { moveSelection, spanOf, stageOfKey, type Selection } from '../model/selection.ts';
import { followPointer } from './follow-pointer.ts';
import { Hypnogram, StageLabels, type View } from './Hypnogram.tsx';
import { stageName } from './stage-names.ts';
import styles from './night.module.css';

export interface HypnogramEditorProps {
  readonly runs: readonly StageRun[];
  readonly rows: readonly string[];
  readonly epochSeconds: number;
  readonly view: View;
  readonly width: number;
  readonly rowHeight: number;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onPaint: (stage: RunStage) => void;
  /** @param index of the run before the boundary @param to seconds */
  readonly onMoveBoundary: (index: number, to: number, gesture: string) => void;
  readonly newGesture: (name: string) => string;
}

/** So near to a boundary a pointer takes hold of it, pixels. */
const REACH = 5;

/**
 * A hypnogram that can be changed: dragging selects or moves a boundary, `w 1 2 3 r n` paint what is selected, arrows move the
 * cursor, with Shift the selection grows, with Control it goes to the next boundary, with Alt the nearest boundary moves.
 */
export function HypnogramEditor(props: HypnogramEditorProps) {
  const { runs, rows, epochSeconds, view, width, rowHeight, selection, onSelect, onPaint, onMoveBoundary, newGesture } =
    props;
  const [isNear, setNear] = useState(false);
  const boundaries = useMemo(() => boundariesOf(runs), [runs]);
  const total = boundaries.at(-1)!;
  const grid = { epochSeconds, total, boundaries };
  const span = spanOf(selection, epochSeconds, total);
  const perPixel = (view.to - view.from) / width;
  const x = (seconds: number): number => (seconds - view.from) / perPixel;

  const secondsAt = (event: { clientX: number }, element: Element): number =>
    view.from + (event.clientX - element.getBoundingClientRect().left) * perPixel;

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const element = event.currentTarget;
    const seconds = secondsAt(event, element);
    const boundary = boundaryNear(boundaries, seconds, REACH * perPixel);
    if (boundary !== null) {
      const gesture = newGesture('boundary');
      followPointer(event, (clientX) => onMoveBoundary(boundary, secondsAt({ clientX }, element), gesture));
      return;
    }
    const anchor = event.shiftKey ? selection.anchor : snap(seconds, epochSeconds, total);
    onSelect({ anchor, head: snap(seconds, epochSeconds, total) });
    followPointer(event, (clientX) =>
      onSelect({ anchor, head: snap(secondsAt({ clientX }, element), epochSeconds, total) }),
    );
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const { key, shiftKey: shift, ctrlKey, altKey, metaKey } = event;
    const ctrl = ctrlKey || metaKey;
    if (altKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      const boundary = boundaryNear(boundaries, selection.head, Number.POSITIVE_INFINITY);
      if (boundary === null) return;
      const to = boundaries[boundary + 1]! + (key === 'ArrowRight' ? 1 : -1) * epochSeconds;
      onMoveBoundary(boundary, to, `boundary by key ${boundary}`);
      const head = snap(to, epochSeconds, Number.POSITIVE_INFINITY);
      onSelect({ anchor: head, head });
    } else if (!ctrl && !altKey && stageOfKey(key) !== undefined) {
      onPaint(stageOfKey(key)!);
    } else if (key === 'Enter' || key === ' ') {
      const run = runAt(boundaries, selection.head);
      if (run !== null) onSelect({ anchor: run.from, head: run.to });
    } else if (key === 'Escape') {
      onSelect({ anchor: selection.head, head: selection.head });
    } else {
      const moved = altKey ? null : moveSelection(selection, { key, shift, ctrl }, grid);
      if (moved === null) return;
      onSelect(moved);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const here = runAt(boundaries, Math.min(selection.head, total));
  const stage = here === null ? '' : stageName(runs[here.index]!.stage);
  const isRange = selection.anchor !== selection.head;
  const spoken = isRange
    ? `${clockText(span.from)} to ${clockText(span.to)} selected, ${lengthText(span.to - span.from)}, cursor in ${stage}`
    : `${clockText(selection.head)}, ${stage}${here === null ? '' : `, from ${clockText(here.from)} to ${clockText(here.to)}`}`;
  return (
    <div className={styles.lane}>
      <StageLabels {...{ rows, rowHeight }} />
      <div
        className={styles.edited}
        data-near={isNear || undefined}
        role="slider"
        tabIndex={0}
        aria-label="Night, to be painted"
        aria-roledescription="hypnogram"
        aria-valuemin={0}
        aria-valuemax={Math.round(total)}
        aria-valuenow={Math.round(selection.head)}
        aria-valuetext={spoken}
        aria-keyshortcuts="W 1 2 3 R N"
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={(event) =>
          setNear(boundaryNear(boundaries, secondsAt(event, event.currentTarget), REACH * perPixel) !== null)
        }
        onDoubleClick={(event) => {
          const run = runAt(boundaries, secondsAt(event, event.currentTarget));
          if (run !== null) onSelect({ anchor: run.from, head: run.to });
        }}
      >
        <Hypnogram {...{ runs, rows, view, width, rowHeight }}>
          <rect
            className={styles.selected}
            x={x(span.from)}
            width={Math.max(x(span.to) - x(span.from), 1)}
            y={0}
            height={rows.length * rowHeight}
          />
          <line
            className={styles.cursor}
            x1={x(selection.head)}
            x2={x(selection.head)}
            y1={0}
            y2={rows.length * rowHeight}
          />
          {secondsOf(runs) < view.to && (
            <line className={styles.nightEnd} x1={x(total)} x2={x(total)} y1={0} y2={rows.length * rowHeight} />
          )}
        </Hypnogram>
      </div>
    </div>
  );
}
