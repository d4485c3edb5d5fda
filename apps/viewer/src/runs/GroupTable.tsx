import { Fragment, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { seedOf } from './group-heads.ts';
import { meanInWords, percent } from './readout-figure.ts';
import styles from './runs.module.css';
import { Swatch } from './Swatch.tsx';
import type { GroupSummary } from './summarise-groups.ts';

export interface GroupTableProps {
  readonly groups: readonly GroupSummary[];
  /** Labels of the groups in the chart. */
  readonly drawn: ReadonlySet<string>;
  readonly problems: ReadonlyMap<string, string>;
  readonly colorOf: (label: string) => string;
  readonly selected: string | null;
  onDraw(label: string, isDrawn: boolean): void;
  onSelect(id: string): void;
  onOpen(id: string): void;
}

/** A row a group with its mean and the paper's number; below it, when it is opened, a row a run. */
export function GroupTable({ groups, drawn, colorOf, onDraw, ...rest }: GroupTableProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const areMany = groups.reduce((sum, { runs }) => sum + runs.length, 0) > 12;
  const isOpen = (label: string): boolean => closed.has(label) === areMany;
  const toggle = (label: string): void =>
    setClosed(
      (before) => new Set(before.has(label) ? [...before].filter((each) => each !== label) : [...before, label]),
    );
  return (
    <div className={styles.scroll} role="region" aria-label="Groups of runs" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Group: everything but the seed</th>
            <th scope="col">Runs</th>
            <th scope="col">Mean ± s.e.m. (%)</th>
            <th scope="col">at epoch</th>
            <th scope="col">Paper (%)</th>
            <th scope="col">
              <abbr title="(ours − theirs) / √(s₁² + s₂²), of the same program after the same epoch">z</abbr>
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => {
            const { label, runs, last, published } = group;
            return (
              <Fragment key={label}>
                <tr className={styles.group}>
                  <th scope="row">
                    <div>
                      <input
                        type="checkbox"
                        checked={drawn.has(label)}
                        aria-label={`Draw ${label}`}
                        onChange={({ target }) => onDraw(label, target.checked)}
                      />
                      <Swatch color={drawn.has(label) ? colorOf(label) : null} />
                      <button
                        type="button"
                        className={styles.disclose}
                        aria-expanded={isOpen(label)}
                        onClick={() => toggle(label)}
                      >
                        {label}
                      </button>
                    </div>
                  </th>
                  <td>{runs.length}</td>
                  <td>{last ? meanInWords(last) : '–'}</td>
                  <td>{last?.epoch ?? '–'}</td>
                  <td>{published ? <Published {...published} /> : '–'}</td>
                  <td>{published?.z == null ? '–' : published.z.toFixed(1)}</td>
                </tr>
                {isOpen(label) && <Runs group={group} {...rest} />}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Published({ readout: { mean, sem, n, epoch, source }, departs }: NonNullable<GroupSummary['published']>) {
  const where = `${source.short}, ${source.place}, after epoch ${epoch}`;
  return (
    <>
      <span title={where}>
        {meanInWords({ mean, sem, n })}, epoch {epoch}
      </span>
      {departs.length > 0 && (
        <span className={styles.remark}>
          ours departs in {departs.slice(0, 4).join(', ')}
          {departs.length > 4 && ` and ${departs.length - 4} more keys`}
        </span>
      )}
    </>
  );
}

type RunsProps = Pick<GroupTableProps, 'problems' | 'selected' | 'onSelect' | 'onOpen'> & {
  readonly group: GroupSummary;
};

function Runs({ group: { runs, traces, remarks, mixes }, problems, selected, onSelect, onOpen }: RunsProps) {
  return (
    <>
      {runs.map((run) => {
        const { id, status, ticks, totalTicks } = run;
        const last = [...(traces.find((trace) => trace.id === id)?.values ?? [])].at(-1);
        return (
          <tr key={id} className={styles.run} data-selected={id === selected || undefined}>
            <th scope="row">
              <button type="button" className={styles.link} onClick={() => onOpen(id)}>
                {id}
              </button>
              {problems.has(id) && <span className={styles.remark}>{problems.get(id)}</span>}
            </th>
            <td>seed {seedOf(run)}</td>
            <td>{last ? percent(last[1]) : '–'}</td>
            <td>{last?.[0] ?? '–'}</td>
            <td>
              <Status status={status} />{' '}
              <span className={styles.muted}>
                {ticks.toLocaleString('en')}
                {totalTicks === null || totalTicks === ticks ? '' : ` of ${totalTicks.toLocaleString('en')}`} ticks
              </span>
            </td>
            <td>
              <Button aria-pressed={id === selected} aria-label={`Parameters of ${id}`} onClick={() => onSelect(id)}>
                Parameters
              </Button>
            </td>
          </tr>
        );
      })}
      {[...remarks, ...(mixes.length > 0 ? [`mixes ${mixes.join(', ')}`] : [])].map((remark) => (
        <tr key={remark} className={styles.run}>
          <td colSpan={6} className={styles.remark}>
            {remark}
          </td>
        </tr>
      ))}
    </>
  );
}

const signs = { running: '▶', finished: '✓', interrupted: '⏸', failed: '✕', diverged: '✕' } as const;

const Status = ({ status }: { readonly status: keyof typeof signs }) => (
  <span className={styles.status} data-status={status}>
    <span aria-hidden>{signs[status]}</span> {status}
  </span>
);
