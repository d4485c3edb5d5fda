import { useDraftValue, useEditor } from '../editor-context.tsx';
import { FieldList, ObjectProblems } from '../fields/FieldList.tsx';
import { writeAt } from '../model/schedule-draft.ts';
import { scheduleFields, updateFields, updateModes } from '../model/schedule-forms.ts';
import { ChoiceSelect } from './ChoiceSelect.tsx';
import styles from './parts.module.css';

/** How long it lasts, how time becomes mini-batches, how levels become gates: the fields of the schedule itself. */
export function MiniBatchesPanel({ kind }: { readonly kind: string }) {
  const { store } = useEditor();
  const mode = useDraftValue(['updates', 'mode']);
  const name = typeof mode === 'string' ? mode : 'proportional';
  return (
    <div className={styles.panel}>
      {kind === 'life' && (
        <>
          <ChoiceSelect
            label="Mini-batches"
            choices={updateModes()}
            value={name}
            onChoose={(next) =>
              store.change(`mini-batches ${next}`, (draft) => writeAt(draft, ['updates'], { mode: next }))
            }
          />
          <ObjectProblems path={['updates', 'mode']} />
          <FieldList fields={updateFields(name)} parent={['updates']} beside={{ mode: name }} />
        </>
      )}
      <FieldList fields={scheduleFields(kind)} parent={[]} />
    </div>
  );
}
