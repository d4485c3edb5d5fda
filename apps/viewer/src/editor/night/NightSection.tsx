import { DAY_SECONDS, secondsOf, sleepPeriod } from '@oneiros/conductor';
import { useCallback, useMemo, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { FigureFrame } from '../../ui/FigureFrame.tsx';
import { useEditor } from '../editor-context.tsx';
import { clockText } from '../model/clock.ts';
import { spanOf, type Selection } from '../model/selection.ts';
import type { Preview } from '../review/preview.ts';
import { Hypnogram, StageLabels, type View } from './Hypnogram.tsx';
import { HypnogramEditor } from './HypnogramEditor.tsx';
import { LivedLanes } from './LivedLanes.tsx';
import { ManipulationBars } from './ManipulationBars.tsx';
import { moveNightBoundary, paintNight, type ShownNight } from './night-edits.ts';
import { nightSvg } from './night-figure.ts';
import { gatesTable, previewCsv, previewSummary } from './night-summary.ts';
import { StagePalette } from './StagePalette.tsx';
import { stageName } from './stage-names.ts';
import { rowsOf } from './stage-rows.ts';
import { TimeAxis } from './TimeAxis.tsx';
import { useWidth } from './use-width.ts';
import styles from './night.module.css';

export interface NightSectionProps {
  /** What can be painted; null for schedules that count in mini-batches, and before the first night is known. */
  readonly night: ShownNight | null;
  /** Whether the night is a recording in the file, not one that a preset or model makes. */
  readonly isRecording: boolean;
  readonly preview: Preview | null;
  readonly isPending: boolean;
  readonly command: string;
}

const ROW = 26;
const ZOOM = 2;

/** The night: what it is made of, to be painted; what is done to it; what is lived, and which gates that opens. */
export function NightSection({ night, isRecording, preview, isPending, command }: NightSectionProps) {
  const { store, say } = useEditor();
  const { ref, width } = useWidth<HTMLDivElement>();
  const [selection, setSelection] = useState<Selection>({ anchor: 0, head: 0 });
  const [zoomed, setZoomed] = useState<View | null>(null);

  const total = night === null ? 0 : secondsOf(night.runs);
  // Where a plain night of the file ends the day, what is lived begins so much before it.
  const shift =
    isRecording && preview !== null && preview.to === DAY_SECONDS && total <= DAY_SECONDS
      ? Math.max(0, DAY_SECONDS - total - preview.from)
      : 0;
  const lived = preview === null ? 0 : preview.to - preview.from;
  const whole = useMemo(() => ({ from: -shift, to: Math.max(total, lived - shift, 60) }), [shift, total, lived]);
  const view = useMemo(() => clampView(zoomed ?? whole, whole), [zoomed, whole]);
  const rows = useMemo(() => rowsOf(night?.runs ?? [], preview?.runs ?? []), [night, preview]);

  const epochSeconds = night?.epochSeconds ?? 30;
  const span = spanOf(selection, epochSeconds, total);
  const select = useCallback(
    (next: Selection) => {
      setSelection(next);
      setZoomed((now) => (now === null ? null : keepInView(now, next.head)));
    },
    [setSelection],
  );
  const paint = (stage: Parameters<typeof paintNight>[3]) => {
    if (night === null) return;
    paintNight(store, night, span, stage);
    say(`${stageName(stage)} from ${clockText(span.from)} to ${clockText(span.to)}.`);
    // One epoch at a time the cursor goes on, as in scoring.
    if (selection.anchor === selection.head) {
      const head = Math.min(span.to, total);
      select({ anchor: head, head });
    }
  };
  const zoomBy = (factor: number) => {
    const middle =
      selection.head >= view.from && selection.head <= view.to ? selection.head : (view.from + view.to) / 2;
    const half = Math.max(((view.to - view.from) * factor) / 2, 10 * epochSeconds);
    const next = clampView({ from: middle - half, to: middle + half }, whole);
    setZoomed(next.to - next.from >= whole.to - whole.from ? null : next);
  };
  const onset = night === null ? (preview?.sleepOnset ?? 0) : (sleepPeriod(night.runs)?.from ?? 0);

  return (
    <FigureFrame
      title="The night"
      summary={preview === null ? 'Working out what the schedule comes to.' : previewSummary(preview)}
      {...(preview !== null && {
        table: () => gatesTable(preview),
        exports: {
          name: 'schedule-night',
          svg: () => nightSvg('The night', preview, rowsOf(preview.runs)),
          csv: () => previewCsv(preview),
          command,
        },
      })}
      actions={
        <>
          <Button aria-label="Zoom in" onClick={() => zoomBy(1 / ZOOM)}>
            +
          </Button>
          <Button aria-label="Zoom out" disabled={zoomed === null} onClick={() => zoomBy(ZOOM)}>
            −
          </Button>
          <Button disabled={zoomed === null} onClick={() => setZoomed(null)}>
            All
          </Button>
        </>
      }
    >
      {night !== null && <StagePalette span={span} onPaint={paint} />}
      <div className={styles.lanes} aria-busy={isPending}>
        <div className={styles.lane}>
          <span />
          <div ref={ref} />
        </div>
        {night !== null ? (
          <HypnogramEditor
            {...{ rows, view, width, selection, epochSeconds }}
            runs={night.runs}
            rowHeight={ROW}
            onSelect={select}
            onPaint={paint}
            onMoveBoundary={(index, to, gesture) => moveNightBoundary(store, night, index, to, gesture)}
            newGesture={store.newGesture}
          />
        ) : (
          preview !== null && (
            <div className={styles.lane}>
              <StageLabels rows={rows} rowHeight={ROW} />
              <Hypnogram {...{ rows, view, width }} runs={preview.runs} rowHeight={ROW} />
            </div>
          )
        )}
        {night !== null && <ManipulationBars view={view} sleepOnset={onset} day={preview?.day ?? 0} />}
        {preview !== null && <LivedLanes {...{ preview, rows, view, shift, width }} />}
        <TimeAxis view={view} width={width} title="hours" />
      </div>
      {night !== null && (
        <p className={styles.hint}>
          Drag to select, drag a boundary to move it. Arrows move the cursor by an epoch, with Shift they select, with
          Ctrl they go to the next boundary, with Alt they move it; Enter selects a stretch.
        </p>
      )}
    </FigureFrame>
  );
}

function clampView({ from, to }: View, whole: View): View {
  const length = Math.min(to - from, whole.to - whole.from);
  const start = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: start, to: start + length };
}

function keepInView(view: View, seconds: number): View {
  if (seconds < view.from) return { from: seconds, to: view.to - view.from + seconds };
  if (seconds > view.to) return { from: seconds - (view.to - view.from), to: seconds };
  return view;
}
