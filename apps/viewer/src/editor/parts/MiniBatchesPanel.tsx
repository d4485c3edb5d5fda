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
          <UpdateFields mode={name} isTold={mode !== undefined} />
        </>
      )}
      <FieldList fields={scheduleFields(kind)} parent={[]} />
    </div>
  );
}

/** The mode goes into the file with the first of its fields. */
function UpdateFields({ mode, isTold }: { readonly mode: string; readonly isTold: boolean }) {
  const { store } = useEditor();
  if (!isTold) {
    return (
      <button
        type="button"
        className={styles.link}
        onClick={() => store.change('mini-batches', (draft) => writeAt(draft, ['updates'], { mode }))}
      >
        Say how many minutes a mini-batch stands for
      </button>
    );
  }
  return <FieldList fields={updateFields(mode)} parent={['updates']} />;
}
