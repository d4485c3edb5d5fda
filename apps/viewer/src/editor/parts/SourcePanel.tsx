import { useEditor, useDraft, useProblems } from '../editor-context.tsx';
import { FieldList, ObjectProblems } from '../fields/FieldList.tsx';
import { sourceOf, writeRecording, writeSource, type SourceKind } from '../model/recording.ts';
import { modelChoices, modelFields, presetChoices, presetFields } from '../model/schedule-forms.ts';
import type { ShownNight } from '../night/night-edits.ts';
import { ChoiceSelect } from './ChoiceSelect.tsx';
import styles from './parts.module.css';

export interface SourcePanelProps {
  /** What is shown now, which a recording of one's own begins with; null while nothing is. */
  readonly night: ShownNight | null;
  readonly onImport: () => void;
}

const titles = { preset: 'Preset', model: 'Sleep model', hypnogram: 'Hypnogram' } as const;

/** What the days are made of: a preset or a model with its parameters, or a recorded night. */
export function SourcePanel({ night, onImport }: SourcePanelProps) {
  const { store, say } = useEditor();
  const source = sourceOf(useDraft());
  const problems = useProblems(['source', source.kind]);

  const turnTo = (kind: SourceKind) => {
    if (kind === source.kind) return;
    if (kind !== 'hypnogram') {
      const name = kind === 'preset' ? 'adult' : 'gleit-booth';
      store.change(`source ${name}`, (draft) => writeSource(draft, kind, name));
    } else if (night !== null) {
      store.change('a night by hand', (draft) => writeRecording(draft, { ...night, name: `${source.name} by hand` }));
      say('The night that was shown is now a recording that can be changed.');
    }
  };
  return (
    <div className={styles.panel}>
      <div className={styles.segments} role="radiogroup" aria-label="What the days are made of">
        {(['preset', 'model', 'hypnogram'] as const).map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="source"
              checked={source.kind === kind}
              disabled={kind === 'hypnogram' && source.kind !== 'hypnogram' && night === null}
              onChange={() => turnTo(kind)}
            />
            {titles[kind]}
          </label>
        ))}
        <button type="button" className={styles.link} onClick={onImport}>
          Import a scored night…
        </button>
      </div>
      <ObjectProblems path={['source']} />
      {source.kind === 'hypnogram' ? (
        <p
          className={styles.note}
        >{`${source.name}: lived every day. Paint it, drag its boundaries, or change it in the table.`}</p>
      ) : (
        <>
          <ChoiceSelect
            label={titles[source.kind]}
            choices={source.kind === 'preset' ? presetChoices() : modelChoices()}
            value={source.name}
            problems={problems}
            onChoose={(name) =>
              store.change(`source ${name}`, (draft) => writeSource(draft, source.kind as 'preset' | 'model', name))
            }
          />
          <FieldList
            fields={source.kind === 'preset' ? presetFields(source.name) : modelFields(source.name)}
            parent={['source', source.kind === 'preset' ? 'overrides' : 'parameters']}
          />
        </>
      )}
    </div>
  );
}
