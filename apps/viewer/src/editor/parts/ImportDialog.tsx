import {
  movementRules,
  runStages,
  unscoredRules,
  type MovementRule,
  type RunStage,
  type StageRun,
  type UnscoredRule,
} from '@oneiros/conductor';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { clockText, lengthText } from '../model/clock.ts';
import { previewImport, usualImport, type ImportChoices } from '../model/import-preview.ts';
import type { Json } from '../model/schedule-draft.ts';
import { Hypnogram, StageLabels } from '../night/Hypnogram.tsx';
import { stageName } from '../night/stage-names.ts';
import { useWidth } from '../night/use-width.ts';
import { rowsOf } from '../night/stage-rows.ts';
import styles from './parts.module.css';

/** A file that was chosen. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ImportDialogProps {
  readonly file: ChosenFile;
  /** @param source of a life */
  readonly onTake: (source: Json, name: string) => void;
  readonly onClose: () => void;
}

/** A scored night before it is taken: how each code was understood, which can be said otherwise, and what the night becomes. */
export function ImportDialog({ file, onTake, onClose }: ImportDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [choices, setChoices] = useState<ImportChoices>(usualImport);
  const deferred = useDeferredValue(choices);
  const preview = useMemo(() => previewImport(file.bytes, file.name, deferred), [file, deferred]);
  useEffect(() => dialog.current?.showModal(), []);
  const choose = (change: Partial<ImportChoices>) => setChoices((now) => ({ ...now, ...change }));

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="import-title" onClose={onClose}>
      <h2 id="import-title">{`Import ${file.name}`}</h2>
      {preview.isRead ? (
        <>
          <p className={styles.note}>
            {`Read as ${preview.imported.format}: ${clockText(preview.statistics.TIB * 60)} in epochs of ${preview.hypnogram.epochSeconds} s, ${clockText(preview.statistics.TST * 60)} asleep.`}
          </p>
          <ImportedNight runs={preview.hypnogram.runs} />
          <table className={styles.table}>
            <caption className={styles.caption}>
              What each code of the file means; choose another stage where it is wrong
            </caption>
            <thead>
              <tr>
                <th scope="col">code</th>
                <th scope="col">stage</th>
                <th scope="col">time</th>
                <th scope="col">known</th>
              </tr>
            </thead>
            <tbody>
              {preview.imported.mapping.map(({ code, stage, seconds, guessed, why }) => (
                <tr key={code}>
                  <th scope="row">
                    <code>{code}</code>
                  </th>
                  <td>
                    <select
                      className={styles.select}
                      aria-label={`Stage of code ${code}`}
                      value={choices.mapping[code] ?? stage}
                      onChange={({ target }) =>
                        choose({ mapping: { ...choices.mapping, [code]: target.value as RunStage } })
                      }
                    >
                      {stage === 'previous' && <option value="previous">as before it</option>}
                      {runStages.map((each) => (
                        <option key={each} value={each}>
                          {stageName(each)}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>{lengthText(seconds)}</td>
                  <td className={guessed ? styles.guessed : styles.note}>
                    {Object.hasOwn(choices.mapping, code)
                      ? 'by hand'
                      : guessed
                        ? `guessed: ${why ?? ''}`
                        : (why ?? 'by format')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {preview.imported.warnings.length > 0 && (
            <ul className={styles.warnings} aria-label="To know about this file">
              {preview.imported.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <p className={styles.problem} role="alert">
          {preview.message}
        </p>
      )}
      <ImportOptions {...{ choices, choose }} />
      <p className={styles.actions}>
        {Object.keys(choices.mapping).length > 0 && (
          <Button onClick={() => choose({ mapping: {} })}>Forget the stages chosen by hand</Button>
        )}
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind="main"
          disabled={!preview.isRead}
          onClick={() => preview.isRead && onTake(preview.source, file.name)}
        >
          Take this night
        </Button>
      </p>
    </dialog>
  );
}

function ImportedNight({ runs }: { readonly runs: readonly StageRun[] }) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const rows = rowsOf(runs);
  const total = runs.reduce((sum, { seconds }) => sum + seconds, 0);
  return (
    <div
      className={styles.importedNight}
      role="img"
      aria-label={`The night: ${runs.length} stretches in ${clockText(total)}`}
    >
      <StageLabels rows={rows} rowHeight={16} />
      <div ref={ref}>
        <Hypnogram {...{ runs, rows, width }} view={{ from: 0, to: total }} rowHeight={16} />
      </div>
    </div>
  );
}

interface ImportOptionsProps {
  readonly choices: ImportChoices;
  readonly choose: (change: Partial<ImportChoices>) => void;
}

function ImportOptions({ choices, choose }: ImportOptionsProps) {
  return (
    <fieldset className={styles.options}>
      <legend>Where the file leaves it open</legend>
      <label>
        Seconds of an epoch
        <NumberInput
          value={choices.epochSeconds ?? undefined}
          placeholder="as the file says"
          step={1}
          least={0.1}
          most={3600}
          onChange={(value) => choose({ epochSeconds: typeof value === 'number' ? value : null })}
        />
      </label>
      <label>
        Wake kept around sleep, minutes
        <NumberInput
          value={choices.trimMinutes ?? undefined}
          placeholder="all"
          step={5}
          least={0}
          onChange={(value) => choose({ trimMinutes: typeof value === 'number' && value >= 0 ? value : null })}
        />
      </label>
      <label>
        Unscored time
        <select
          className={styles.select}
          value={choices.unscored}
          onChange={({ target }) => choose({ unscored: target.value as UnscoredRule })}
        >
          {unscoredRules.map((rule) => (
            <option key={rule} value={rule}>
              {{ hold: 'holds the stage before', wake: 'is waking', pause: 'is left out' }[rule]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Movement time
        <select
          className={styles.select}
          value={choices.movement}
          onChange={({ target }) => choose({ movement: target.value as MovementRule })}
        >
          {movementRules.map((rule) => (
            <option key={rule} value={rule}>
              {{ previous: 'takes the stage before', wake: 'is waking', unscored: 'is unscored' }[rule]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Rest of the 24 hours
        <select
          className={styles.select}
          value={choices.fill}
          onChange={({ target }) => choose({ fill: target.value as 'wake' | 'repeat' })}
        >
          <option value="wake">is waking before it</option>
          <option value="repeat">repeats it</option>
        </select>
      </label>
    </fieldset>
  );
}
