import { defaultConfig } from '@oneiros/simulation/config';
import { useState } from 'react';
import type { RunHead } from '../source/run-source.ts';
import type { EvaluationValue } from './evaluations.ts';
import { parametersOf, type Parameter } from './parameters.ts';
import styles from './runs.module.css';

export interface ParameterTableProps {
  readonly run: RunHead;
  readonly runs: readonly RunHead[];
  readonly evaluations: readonly EvaluationValue[] | null;
}

const views = { differing: 'that differ', all: 'all' } as const;

/** The parameters of a run: beside the defaults, and beside another run. */
export function ParameterTable({ run, runs, evaluations }: ParameterTableProps) {
  const [otherId, setOtherId] = useState('');
  const [view, setView] = useState<keyof typeof views>('differing');
  const [word, setWord] = useState('');
  const other = runs.find(({ id }) => id === otherId && id !== run.id);
  const all = parametersOf(run.config, { changed: run.changed, defaults: defaultConfig(), other: other?.config });
  const shown = all.filter(
    ({ path, isChanged, differsFromOther }) =>
      path.toLowerCase().includes(word.toLowerCase()) &&
      (view === 'all' || word !== '' || (other ? differsFromOther : isChanged)),
  );
  return (
    <section className={styles.parameters} aria-label={`Parameters of ${run.id}`}>
      <h2>Parameters of {run.id}</h2>
      <p className={styles.command}>
        <code>{run.command}</code>
      </p>
      <div className={styles.controls}>
        <label>
          beside
          <select value={other?.id ?? ''} onChange={({ target }) => setOtherId(target.value)}>
            <option value="">the defaults alone</option>
            {runs
              .filter(({ id }) => id !== run.id)
              .map(({ id }) => (
                <option key={id} value={id}>
                  {id}
                </option>
              ))}
          </select>
        </label>
        <label>
          show
          <select value={view} onChange={({ target }) => setView(target.value as keyof typeof views)}>
            {Object.entries(views).map(([name, title]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          find
          <input
            type="search"
            value={word}
            onChange={({ target }) => setWord(target.value)}
            onKeyDown={(event) => event.stopPropagation()}
          />
        </label>
        <span className={styles.muted}>
          {shown.length} of {all.length}
        </span>
      </div>
      <div className={styles.scroll} role="region" aria-label="Parameters" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">This run</th>
              <th scope="col">Default</th>
              {other && <th scope="col">{other.id}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((parameter) => (
              <ParameterRow key={parameter.path} {...parameter} />
            ))}
          </tbody>
        </table>
        {shown.length === 0 && (
          <p className={styles.muted}>
            {other ? 'The two runs have the same parameters.' : 'Every parameter is the default.'}
          </p>
        )}
      </div>
      <h3>Evaluations</h3>
      <Evaluations values={evaluations} />
    </section>
  );
}

const ParameterRow = ({ path, value, isChanged, standard, other, differsFromOther }: Parameter) => (
  <tr data-changed={isChanged || undefined}>
    <th scope="row">
      <code>{path}</code>
    </th>
    <td>
      <code>{value}</code>
      {isChanged && <span className="visually-hidden"> (not the default)</span>}
    </td>
    <td className={styles.muted}>
      <code>{standard}</code>
    </td>
    {other !== null && (
      <td data-differs={differsFromOther || undefined}>
        <code>{other}</code>
        {differsFromOther && <span className="visually-hidden"> (differs)</span>}
      </td>
    )}
  </tr>
);

function Evaluations({ values }: { readonly values: readonly EvaluationValue[] | null }) {
  if (values === null) return <p className={styles.muted}>On their way.</p>;
  if (values.length === 0) {
    return (
      <p className={styles.muted}>
        No numbers yet: `oneiros evaluate RUN` measures some. Latents are drawn with the night.
      </p>
    );
  }
  return (
    <div className={styles.scroll} role="region" aria-label="Evaluations" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Probe</th>
            <th scope="col">Number</th>
            <th scope="col">after epoch</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ probe, path, epoch, value }) => (
            <tr key={`${probe} ${epoch} ${path}`}>
              <th scope="row">{probe}</th>
              <td>{path}</td>
              <td>{epoch}</td>
              <td>{Number(value.toPrecision(5))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
