import { useRef, useState, type KeyboardEvent } from 'react';
import { readNumber } from '../model/form-fields.ts';
import type { Json } from '../model/schedule-draft.ts';
import styles from './fields.module.css';

export interface NumberInputProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: Json | undefined;
  /** What holds while nothing is said; shown in its place. */
  readonly placeholder?: string;
  /** How far an arrow key goes; with Shift ten times as far. */
  readonly step: number;
  readonly least?: number | null;
  readonly most?: number | null;
  readonly isInvalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly disabled?: boolean;
  /** A number, a word that is none (for the schema to refuse), or undefined where the field was emptied. */
  readonly onChange: (value: number | string | undefined) => void;
  /** The field is left: what comes next is another step of the history. */
  readonly onDone?: () => void;
}

/** A field for a number, with point or comma, that arrow keys step. */
export function NumberInput(props: NumberInputProps) {
  const { id, label, value, placeholder, step, least, most, isInvalid, describedBy, disabled, onChange, onDone } =
    props;
  const [typed, setTyped] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const shown = typed ?? (value === undefined || value === null ? '' : String(value));

  const move = (steps: number) => {
    const now = readNumber(shown === '' ? (placeholder ?? '') : shown);
    const from = typeof now === 'number' ? now : (least ?? 0);
    const next = Number((from + steps * step).toPrecision(12));
    const within = Math.min(Math.max(next, least ?? -Infinity), most ?? Infinity);
    setTyped(String(within));
    onChange(within);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(direction * (event.shiftKey ? 10 : 1));
  };
  return (
    <input
      ref={field}
      {...{ id, placeholder, disabled }}
      className={styles.number}
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      value={shown}
      onKeyDown={onKeyDown}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(readNumber(target.value));
      }}
      onBlur={() => {
        setTyped(null);
        onDone?.();
      }}
    />
  );
}
