import { useDeferredValue, useMemo } from 'react';
import { useDraft } from '../editor-context.tsx';
import { textOf } from '../model/schedule-text.ts';
import styles from './parts.module.css';

/** So much of a long file is shown; saving writes all of it. */
const MOST_CHARACTERS = 20_000;

/** The file as it would be saved. */
export function YamlPanel({ fileName }: { readonly fileName: string }) {
  const draft = useDeferredValue(useDraft());
  const text = useMemo(() => textOf(draft), [draft]);
  return (
    <div className={styles.panel}>
      <p className={styles.note}>
        On a terminal: <code>{`oneiros run --schedule ${fileName}`}</code>
      </p>
      <pre className={styles.yaml} tabIndex={0} aria-label="Schedule file">
        {text.slice(0, MOST_CHARACTERS)}
      </pre>
      {text.length > MOST_CHARACTERS && (
        <p
          className={styles.note}
        >{`The first ${MOST_CHARACTERS} of ${text.length} characters; the saved file has all.`}</p>
      )}
    </div>
  );
}
