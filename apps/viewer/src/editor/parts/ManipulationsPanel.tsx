import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useDraft, useEditor } from '../editor-context.tsx';
import { FieldList, ObjectProblems } from '../fields/FieldList.tsx';
import { barsOf, reorder } from '../model/manipulation-bars.ts';
import { writeAt } from '../model/schedule-draft.ts';
import { manipulationChoices, manipulationFields, newManipulation, titleOf } from '../model/schedule-forms.ts';
import styles from './parts.module.css';

/** What is done to the nights, in order; each with all of its fields. */
export function ManipulationsPanel() {
  const { store, say } = useEditor();
  const bars = barsOf(useDraft());
  const [kind, setKind] = useState('rem-deprivation');
  const choices = manipulationChoices();
  const chosen = choices.find(({ name }) => name === kind)!;
  const add = () => {
    store.change(`add ${titleOf(kind)}`, (draft) =>
      writeAt(draft, ['manipulations', bars.length], newManipulation(kind)),
    );
    say(`${titleOf(kind)} is added, the last of ${bars.length + 1}.`);
  };
  return (
    <div className={styles.panel}>
      <div className={styles.adder}>
        <label htmlFor="manipulation-kind">Add</label>
        <select
          id="manipulation-kind"
          className={styles.select}
          value={kind}
          onChange={({ target }) => setKind(target.value)}
        >
          {choices.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
        <Button onClick={add}>Insert</Button>
        <span className={styles.note}>{chosen.summary}</span>
      </div>
      {bars.length === 0 && (
        <p className={styles.note}>Nothing is done to the nights. Several compose in the order of the list.</p>
      )}
      <ol className={styles.manipulations}>
        {bars.map(({ index, kind: name, title }) => {
          const about = choices.find((each) => each.name === name);
          return (
            <li key={index}>
              <details>
                <summary>
                  <strong>{title}</strong>
                  <span className={styles.note}>{about?.summary}</span>
                </summary>
                <div className={styles.manipulation}>
                  <p className={styles.actions}>
                    <Button
                      aria-label={`${title}: earlier in the list`}
                      disabled={index === 0}
                      onClick={() => store.change(`move ${title}`, (draft) => reorder(draft, index, index - 1))}
                    >
                      Earlier
                    </Button>
                    <Button
                      aria-label={`${title}: later in the list`}
                      disabled={index === bars.length - 1}
                      onClick={() => store.change(`move ${title}`, (draft) => reorder(draft, index, index + 1))}
                    >
                      Later
                    </Button>
                    <Button
                      aria-label={`Take out ${title}`}
                      onClick={() => {
                        const path = bars.length === 1 ? ['manipulations'] : ['manipulations', index];
                        store.change(`take out ${title}`, (draft) => writeAt(draft, path, undefined));
                        say(`${title} is taken out.`);
                      }}
                    >
                      Take out
                    </Button>
                  </p>
                  {about !== undefined && about.caveat !== '' && <p className={styles.note}>{about.caveat}</p>}
                  {about !== undefined && about.source !== '' && <p className={styles.cite}>{about.source}</p>}
                  <FieldList fields={manipulationFields(name)} parent={['manipulations', index]} />
                </div>
              </details>
              <ObjectProblems path={['manipulations', index]} />
              <ObjectProblems path={['manipulations', index, 'kind']} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
