import type { ScheduleProblem } from '@oneiros/conductor';
import styles from './parts.module.css';

/** Everything that is wrong with the schedule, in one place; each is also told beside its field. */
export function ProblemList({ problems }: { readonly problems: readonly ScheduleProblem[] }) {
  return (
    <div role="status" className={styles.problems}>
      {problems.length > 0 && (
        <>
          <strong>{problems.length === 1 ? 'One thing to mend:' : `${problems.length} things to mend:`}</strong>
          <ul>
            {problems.map(({ path, message, line }, i) => (
              <li key={i}>
                {path !== '' && <code>{path}</code>} {message}
                {line !== undefined && ` (line ${line})`}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
