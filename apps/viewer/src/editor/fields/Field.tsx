import { useId, useRef } from 'react';
import { useDraftValue, useEditor, useProblems } from '../editor-context.tsx';
import type { FormField } from '../model/form-fields.ts';
import { valueAt, writeAt, type Json, type Path } from '../model/schedule-draft.ts';
import { FieldInput } from './FieldInput.tsx';
import styles from './fields.module.css';

export interface FieldProps {
  readonly field: FormField;
  /** Of the object that the field lies in. */
  readonly parent: Path;
  /** What that object says besides, where the file does not have it yet: the field is the first of it. */
  readonly beside?: { readonly [key: string]: Json };
}

/** One field of the schedule: its name, its control, what it means, and beside it what the schema says is wrong. */
export function Field({ field, parent, beside }: FieldProps) {
  const { store } = useEditor();
  const id = useId();
  const gesture = useRef<string | null>(null);
  const path = [...parent, ...field.path];
  const value = useDraftValue(path);
  const problems = useProblems(path);
  const isInvalid = problems.length > 0;

  const write = (next: Json | undefined) => {
    gesture.current ??= store.newGesture(field.label);
    store.change(
      field.label,
      (draft) => {
        if (beside !== undefined && valueAt(draft as Json, parent) === undefined) writeAt(draft, parent, { ...beside });
        writeAt(draft, path, next);
      },
      gesture.current,
    );
  };
  const done = () => {
    gesture.current = null;
  };
  const isChanged = value !== undefined;
  return (
    <div className={styles.field} data-changed={isChanged || undefined}>
      <span className={styles.head}>
        <label htmlFor={id} className={styles.label}>
          {field.label}
        </label>
        {isChanged && field.default !== undefined && (
          <button
            type="button"
            className={styles.reset}
            aria-label={`${field.label}: usual ${String(field.default)}`}
            onClick={() => {
              write(undefined);
              done();
            }}
          >
            {`usual ${String(field.default)}`}
          </button>
        )}
      </span>
      <FieldInput
        {...{ field, id, value, isInvalid }}
        describedBy={isInvalid ? `${id}-problem ${id}-about` : `${id}-about`}
        onChange={write}
        onDone={done}
      />
      {isInvalid && (
        <span id={`${id}-problem`} className={styles.problem}>
          {problems.join('; ')}
        </span>
      )}
      <span id={`${id}-about`} className={styles.about}>
        {field.description}
      </span>
    </div>
  );
}
