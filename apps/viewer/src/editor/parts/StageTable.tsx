import { lifeStages, type RunStage } from '@oneiros/conductor';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../ui/Button.tsx';
import { useEditor } from '../editor-context.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { clockText } from '../model/clock.ts';
import { boundariesOf, insertRun, removeRun, setStage } from '../model/edit-runs.ts';
import { stageOfKey } from '../model/selection.ts';
import { changeRuns, writeLength, type ShownNight } from '../night/night-edits.ts';
import { stageName } from '../night/stage-names.ts';
import styles from './parts.module.css';

export interface StageTableProps {
  readonly night: ShownNight;
}

const PAGE = 50;

/**
 * The night as a table, which does all that the drawing does: stages are chosen or typed (`w 1 2 3 r n`), lengths typed in minutes;
 * Enter goes to the next row, Shift+Enter to the one before.
 */
export function StageTable({ night }: StageTableProps) {
  const { store, problems, say } = useEditor();
  const [page, setPage] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const { runs, epochSeconds } = night;
  const boundaries = useMemo(() => boundariesOf(runs), [runs]);
  const pages = Math.max(1, Math.ceil(runs.length / PAGE));
  const first = Math.min(page, pages - 1) * PAGE;

  const goTo = (index: number, column: number) => {
    if (index < 0) return;
    // Its row may be on another page, which is to be there first.
    flushSync(() => setPage(Math.floor(index / PAGE)));
    const cell = body.current?.querySelector<HTMLElement>(`[data-row="${index}"] [data-column="${column}"]`);
    cell?.querySelector<HTMLElement>('select, input')?.focus();
  };
  const onKeyDown = (index: number, column: number) => (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      goTo(index + (event.shiftKey ? -1 : 1), column);
      return;
    }
    const stage = column === 0 && !event.ctrlKey && !event.metaKey && !event.altKey ? stageOfKey(event.key) : undefined;
    if (stage === undefined) return;
    event.preventDefault();
    write(index, stage);
  };
  const write = (index: number, stage: RunStage) => {
    changeRuns(store, night, `row ${index + 1} becomes ${stageName(stage)}`, (all) => setStage(all, index, stage));
  };

  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <caption className={styles.caption}>
          {`${runs.length} stretches${pages > 1 ? `, ${first + 1} to ${Math.min(first + PAGE, runs.length)} shown` : ''}; Enter goes to the next row.`}
        </caption>
        <thead>
          <tr>
            <th scope="col">start</th>
            <th scope="col">stage</th>
            <th scope="col">minutes</th>
            <th scope="col">
              <span className="visually-hidden">change rows</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {runs.slice(first, first + PAGE).map((run, i) => {
            const index = first + i;
            const problem = [0, 1].flatMap((part) => problems.get(`source.hypnogram.runs[${index}][${part}]`) ?? []);
            return (
              <tr key={index} data-row={index}>
                <th scope="row">{clockText(boundaries[index]!)}</th>
                <td data-column={0}>
                  <select
                    className={styles.select}
                    aria-label={`Stage of row ${index + 1}`}
                    value={run.stage}
                    onKeyDown={onKeyDown(index, 0)}
                    onChange={({ target }) => write(index, target.value as RunStage)}
                  >
                    {!lifeStages.some((stage) => stage === run.stage) && <option value={run.stage}>{run.stage}</option>}
                    {lifeStages.map((stage) => (
                      <option key={stage} value={stage}>
                        {stageName(stage)}
                      </option>
                    ))}
                  </select>
                </td>
                <td data-column={1} onKeyDown={onKeyDown(index, 1)}>
                  <NumberInput
                    label={`Minutes of row ${index + 1}`}
                    value={Math.round((run.seconds / 60) * 1e6) / 1e6}
                    step={epochSeconds / 60}
                    least={epochSeconds / 60}
                    isInvalid={problem.length > 0}
                    onChange={(minutes) => writeLength(store, night, index, minutes, `row ${index}`)}
                    onDone={store.endGesture}
                  />
                  {problem.length > 0 && <span className={styles.problem}>{problem.join('; ')}</span>}
                </td>
                <td className={styles.rowActions}>
                  <Button
                    aria-label={`New row after row ${index + 1}`}
                    onClick={() => {
                      const added = { stage: run.stage === 'N2' ? 'N1' : 'N2', seconds: epochSeconds } as const;
                      changeRuns(store, night, `new row ${index + 2}`, (all) => insertRun(all, index, added));
                      goTo(index + 1, 0);
                    }}
                  >
                    +
                  </Button>
                  <Button
                    aria-label={`Take out row ${index + 1}`}
                    disabled={runs.length < 2}
                    onClick={() => {
                      changeRuns(store, night, `take out row ${index + 1}`, (all) => removeRun(all, index));
                      say(`Row ${index + 1} is taken out.`);
                    }}
                  >
                    −
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {pages > 1 && (
        <div className={styles.pager} role="group" aria-label="Pages of the table">
          <Button disabled={first === 0} onClick={() => setPage(first / PAGE - 1)}>
            Earlier
          </Button>
          <span>{`page ${first / PAGE + 1} of ${pages}`}</span>
          <Button disabled={first / PAGE + 1 >= pages} onClick={() => setPage(first / PAGE + 1)}>
            Later
          </Button>
        </div>
      )}
    </div>
  );
}
