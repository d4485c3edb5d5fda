import type { ReactNode } from 'react';
import type { RunHead } from '../source/run-source.ts';
import { valueOfKey } from './value-of-key.ts';
import styles from './app.module.css';

const statusInWords: Readonly<Record<RunHead['status'], string>> = {
  running: 'running',
  finished: 'finished',
  interrupted: 'interrupted; `oneiros resume` goes on',
  failed: 'failed',
  diverged: 'diverged: a loss was not a number',
};

/** What run this is, how it stands, and which of its parameters are not the usual ones. */
export function RunHeader({ head }: { readonly head: RunHead }) {
  const { id, status, ticks, totalTicks, backend, changed, command, config } = head;
  const lived = ticks.toLocaleString('en');
  return (
    <header className={styles.runHeader}>
      <h1>{id}</h1>
      <dl className={styles.facts}>
        <Fact name="Status" value={statusInWords[status]} />
        <Fact name="Ticks" value={totalTicks === null ? lived : `${lived} of ${totalTicks.toLocaleString('en')}`} />
        {backend !== null && <Fact name="Back end" value={backend} />}
        <Fact name="Command" value={<code>{command}</code>} />
      </dl>
      <details className={styles.parameters} open={changed.length > 0 && changed.length <= 12}>
        <summary>
          {changed.length === 0
            ? 'All parameters as usual'
            : `${changed.length} ${changed.length === 1 ? 'parameter differs' : 'parameters differ'} from the defaults`}
        </summary>
        <dl className={styles.parameterList}>
          {changed.map((key) => (
            <Fact key={key} name={key} value={valueOfKey(config, key)} />
          ))}
        </dl>
      </details>
    </header>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
