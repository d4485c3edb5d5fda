import { useId } from 'react';
import type { Choice } from '../model/schedule-forms.ts';
import styles from './parts.module.css';

export interface ChoiceSelectProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChoose: (name: string) => void;
  readonly problems?: readonly string[];
}

/** One of several things, with what it is, what in it is arranged and where it comes from. */
export function ChoiceSelect({ label, choices, value, onChoose, problems = [] }: ChoiceSelectProps) {
  const id = useId();
  const chosen = choices.find(({ name }) => name === value);
  const isWrong = problems.length > 0;
  return (
    <div className={styles.choice}>
      <label htmlFor={id} className={styles.choiceLabel}>
        {label}
      </label>
      <select
        id={id}
        className={styles.select}
        value={value}
        aria-invalid={isWrong || undefined}
        aria-describedby={`${id}-about`}
        onChange={({ target }) => onChoose(target.value)}
      >
        {chosen === undefined && <option value={value}>{value === '' ? 'choose' : value}</option>}
        {choices.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      <div id={`${id}-about`} className={styles.about}>
        {isWrong && <p className={styles.problem}>{problems.join('; ')}</p>}
        {chosen !== undefined && (
          <>
            <p>{chosen.summary}</p>
            {chosen.caveat !== '' && <p>{chosen.caveat}</p>}
            {chosen.source !== '' && <p className={styles.cite}>{chosen.source}</p>}
          </>
        )}
      </div>
    </div>
  );
}
