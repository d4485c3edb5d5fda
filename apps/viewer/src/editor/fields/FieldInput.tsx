import { stepOf, type FormField } from '../model/form-fields.ts';
import type { Json } from '../model/schedule-draft.ts';
import { NumberInput } from './NumberInput.tsx';
import styles from './fields.module.css';

export interface FieldInputProps {
  readonly field: FormField;
  readonly id: string;
  readonly value: Json | undefined;
  readonly isInvalid: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (value: Json | undefined) => void;
  readonly onDone: () => void;
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));

/** The control that a field of the schema calls for. */
export function FieldInput({ field, id, value, isInvalid, describedBy, onChange, onDone }: FieldInputProps) {
  const common = { id, 'aria-invalid': isInvalid || undefined, 'aria-describedby': describedBy };
  switch (field.kind) {
    case 'number':
      return (
        <NumberInput
          {...{ id, value, isInvalid, describedBy, onChange, onDone }}
          step={stepOf(field)}
          least={field.least}
          most={field.most}
          placeholder={field.default === undefined ? '' : String(field.default)}
        />
      );
    case 'choice': {
      const shown = textOf(value ?? field.default);
      const isKnown = field.options.includes(shown);
      return (
        <select {...common} className={styles.select} value={shown} onChange={({ target }) => onChange(target.value)}>
          {!isKnown && <option value={shown}>{shown === '' ? 'choose' : shown}</option>}
          {field.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      );
    }
    case 'switch':
      return (
        <input
          {...common}
          type="checkbox"
          checked={(value ?? field.default) === true}
          onChange={({ target }) => onChange(target.checked)}
        />
      );
    case 'several': {
      const chosen = (Array.isArray(value) ? value : Array.isArray(field.default) ? field.default : []).map(String);
      return (
        <span className={styles.several} role="group" {...common}>
          {field.options.map((option) => (
            <label key={option}>
              <input
                type="checkbox"
                checked={chosen.includes(option)}
                onChange={({ target }) =>
                  onChange(field.options.filter((each) => (each === option ? target.checked : chosen.includes(each))))
                }
              />
              {option}
            </label>
          ))}
        </span>
      );
    }
    case 'words':
    case 'text':
      return (
        <input
          {...common}
          className={styles.text}
          placeholder={textOf(field.default)}
          defaultValue={textOf(value)}
          key={textOf(value)}
          onBlur={({ target }) => {
            const text = target.value.trim();
            const words = text.split(/[\s,]+/).filter((word) => word !== '');
            const next = text === '' ? undefined : field.kind === 'text' ? text : words;
            if (textOf(next) !== textOf(value)) onChange(next);
            onDone();
          }}
        />
      );
    default:
      throw new Error(`${String(field satisfies never)} is no kind of field`);
  }
}
