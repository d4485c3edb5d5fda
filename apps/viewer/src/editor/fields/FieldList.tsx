import { useProblems } from '../editor-context.tsx';
import type { FormField } from '../model/form-fields.ts';
import type { Json, Path } from '../model/schedule-draft.ts';
import { Field } from './Field.tsx';
import styles from './fields.module.css';

export interface FieldListProps {
  readonly fields: readonly FormField[];
  /** Of the object that the fields lie in. */
  readonly parent: Path;
  /** See {@link Field}. */
  readonly beside?: { readonly [key: string]: Json };
}

/** Fields of one object, and what is wrong with the objects as a whole, such as a window that ends before it begins. */
export function FieldList({ fields, parent, beside }: FieldListProps) {
  const objects = [...new Set(fields.map(({ path }) => path.slice(0, -1).join('.')))];
  return (
    <div className={styles.list}>
      {objects.map((name) => (
        <ObjectProblems key={name} path={name === '' ? parent : [...parent, ...name.split('.')]} />
      ))}
      {fields.map((field) => (
        <Field key={field.path.join('.')} {...{ field, parent }} {...(beside && { beside })} />
      ))}
    </div>
  );
}

export function ObjectProblems({ path }: { readonly path: Path }) {
  const problems = useProblems(path);
  return problems.length === 0 ? null : <p className={`${styles.problem} ${styles.wide}`}>{problems.join('; ')}</p>;
}
