import { useId } from 'react';
import { useDraft } from '../editor-context.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { daysOf } from '../model/manipulation-bars.ts';
import styles from './parts.module.css';

export interface DayControlsProps {
  readonly day: number;
  readonly wholeDay: boolean;
  readonly onDay: (day: number) => void;
  readonly onWholeDay: (wholeDay: boolean) => void;
}

/** Which day is shown, and how much of it. */
export function DayControls({ day, wholeDay, onDay, onWholeDay }: DayControlsProps) {
  const id = useId();
  const days = daysOf(useDraft());
  return (
    <div className={styles.day}>
      <label htmlFor={id}>{`Day shown, 0 to ${days - 1}`}</label>
      <NumberInput
        id={id}
        value={Math.min(day, days - 1)}
        step={1}
        least={0}
        most={days - 1}
        onChange={(next) =>
          typeof next === 'number' && Number.isInteger(next) && next >= 0 && onDay(Math.min(next, days - 1))
        }
      />
      <label className={styles.check}>
        <input type="checkbox" checked={wholeDay} onChange={({ target }) => onWholeDay(target.checked)} />
        all 24 hours
      </label>
    </div>
  );
}
