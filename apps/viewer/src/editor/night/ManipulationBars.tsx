import { useMemo } from 'react';
import { useDraftValue, useEditor } from '../editor-context.tsx';
import {
  barsOf,
  dayGrid,
  daysOf,
  hourGrid,
  writeDays,
  writeHours,
  type BarWindow,
} from '../model/manipulation-bars.ts';
import { BarTrack } from './BarTrack.tsx';
import type { View } from './Hypnogram.tsx';
import styles from './night.module.css';

export interface ManipulationBarsProps {
  readonly view: View;
  /** From which hours count; the start of the night where nobody sleeps. */
  readonly sleepOnset: number;
  readonly day: number;
}

/** "REM deprivation", and which one of several. */
const named = (title: string, index: number, count: number): string => (count > 1 ? `${title} (${index + 1})` : title);

/** What is done to the night, as bars over its hours and, at their right, over the days. */
export function ManipulationBars({ view, sleepOnset, day }: ManipulationBarsProps) {
  const { store } = useEditor();
  const list = useDraftValue(['manipulations']);
  const dayCount = useDraftValue(['days']);
  const bars = useMemo(
    () => barsOf({ kind: 'life', manipulations: list ?? [], ...(dayCount !== undefined && { days: dayCount }) }),
    [list, dayCount],
  );
  if (bars.length === 0) return null;
  const days = daysOf({ kind: 'life', ...(dayCount !== undefined && { days: dayCount }) });
  const seconds = view.to - view.from;
  const placeOfHour = (hour: number): number => (sleepOnset + hour * 3600 - view.from) / seconds;
  const hourAt = (place: number): number => (view.from + place * seconds - sleepOnset) / 3600;
  const { newGesture } = store;
  const move =
    (write: typeof writeHours, label: string, index: number) =>
    (window: BarWindow, gesture: string): void =>
      store.change(label, (draft) => write(draft, index, window), gesture);

  return (
    <div className={styles.bars} role="group" aria-label="Manipulations">
      {bars.map(({ index, title, hours, days: window }) => {
        const name = named(title, index, bars.length);
        const isToday = window.from <= day && day <= window.to;
        return (
          <div key={index} className={styles.barRow}>
            <span className={styles.barName} data-idle={!isToday || undefined}>
              {title}
              <span className={styles.barWhen}>{daysText(window, days)}</span>
            </span>
            <BarTrack
              {...{ window: hours, grid: hourGrid, placeOf: placeOfHour, valueAt: hourAt, newGesture }}
              name={`${name}, hours`}
              textOf={(hour) => `${hour} hours after sleep onset`}
              onMove={move(writeHours, `hours of ${title}`, index)}
            />
            <div className={styles.dayTrack}>
              <BarTrack
                {...{ window, grid: dayGrid(days), newGesture }}
                coversLast
                placeOf={(value) => value / days}
                valueAt={(place) => place * days}
                name={`${name}, days`}
                textOf={(value) => `day ${value}`}
                onMove={move(writeDays, `days of ${title}`, index)}
              />
            </div>
          </div>
        );
      })}
    </div>
  );
}

const daysText = ({ from, to, isOpen }: BarWindow, days: number): string => {
  if (isOpen || (from === 0 && to === days - 1)) return 'every day';
  return from === to ? `day ${from}` : `days ${from}–${to}`;
};
