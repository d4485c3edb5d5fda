import { drawFigure, seriesColors } from '@oneiros/figure';
import { useMemo, useState } from 'react';
import type { RunHead } from '../source/run-source.ts';
import { Button } from '../ui/Button.tsx';
import { FigureFrame } from '../ui/FigureFrame.tsx';
import { groupHeads } from './group-heads.ts';
import { GroupTable } from './GroupTable.tsx';
import { ParameterTable } from './ParameterTable.tsx';
import { meanInWords, readoutCsv, readoutFigure } from './readout-figure.ts';
import { ReadoutChart } from './ReadoutChart.tsx';
import { metricNames, metricTitles, type MetricName } from './readouts.ts';
import styles from './runs.module.css';
import { summariseGroup, type GroupSummary } from './summarise-groups.ts';
import { useEvaluations, useReadouts, useRuns } from './use-runs.ts';

export interface RunsPageProps {
  /** What comes before `api/`, such as `./`. */
  readonly basePath: string;
  onOpen(id: string): void;
}

/** Groups whose readouts are read and drawn unless others are chosen: as many as there are colours. */
const DRAWN = seriesColors.length;

/** The runs of a folder, grouped by everything but the seed, over their seeds, beside the paper and beside each other. */
export function RunsPage({ basePath, onOpen }: RunsPageProps) {
  const { file, problem, reload } = useRuns(basePath);
  const [metric, setMetric] = useState<MetricName>('readout');
  const [word, setWord] = useState('');
  const [byAll, setByAll] = useState(false);
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [selected, setSelected] = useState<string | null>(null);

  const runs = useMemo(() => (file?.runs ?? []).filter((run) => matches(run, word)), [file, word]);
  const heads = useMemo(() => groupHeads(runs, byAll), [runs, byAll]);
  const isDrawn = (label: string, i: number): boolean => chosen.get(label) ?? i < DRAWN;
  const drawn = new Set(heads.filter(({ label }, i) => isDrawn(label, i)).map(({ label }) => label));
  const { readouts, problems } = useReadouts(
    basePath,
    heads.filter(({ label }) => drawn.has(label)).flatMap(({ runs: own }) => own),
  );
  const groups = useMemo(
    () => heads.map((group) => summariseGroup(group, readouts, metric)),
    [heads, readouts, metric],
  );
  const shown = groups.filter(({ label, traces }) => drawn.has(label) && traces.length > 0);
  const labels = groups.map(({ label }) => label);
  const colorOf = (label: string): string => seriesColors[labels.indexOf(label) % seriesColors.length]!;
  const run = file?.runs.find(({ id }) => id === selected) ?? runs[0] ?? null;
  const evaluations = useEvaluations(basePath, run?.id ?? null);

  if (file === null) {
    return (
      <div className={styles.page}>
        <h1>Runs</h1>
        <p role="status">{problem ?? 'The runs are on their way.'}</p>
        {problem !== null && <Button onClick={reload}>Try again</Button>}
      </div>
    );
  }
  const title = metricTitles[metric];
  return (
    <div className={styles.page}>
      <div className={styles.header}>
        <h1>Runs</h1>
        <div className={styles.controls}>
          <span className={styles.muted} role="status">
            {runs.length} of {file.runs.length} runs in {groups.length} {groups.length === 1 ? 'group' : 'groups'}
          </span>
          <label>
            find
            <input
              type="search"
              value={word}
              onChange={({ target }) => setWord(target.value)}
              onKeyDown={(event) => event.stopPropagation()}
            />
          </label>
          <label>
            number
            <select value={metric} onChange={({ target }) => setMetric(target.value as MetricName)}>
              {metricNames.map((name) => (
                <option key={name} value={name}>
                  {metricTitles[name]}
                </option>
              ))}
            </select>
          </label>
          <label title="Folders, back ends, checkpoints and kept dreams make no other experiment">
            <input type="checkbox" checked={byAll} onChange={({ target }) => setByAll(target.checked)} />
            tell back ends and folders apart
          </label>
          <Button onClick={reload}>Reload</Button>
        </div>
        {problem !== null && <p role="alert">{problem}</p>}
      </div>
      {file.runs.length === 0 ? (
        <p>There are no runs in this folder yet: `oneiros run` makes one.</p>
      ) : (
        <>
          <FigureFrame
            title={`${title}, mean ± s.e.m. over seeds, all traces`}
            summary={summaryOf(shown)}
            isSummaryHidden
            table={() => tableOf(shown)}
            exports={{
              name: metric,
              svg: () => drawFigure(readoutFigure(shown, metric)),
              csv: () => readoutCsv(shown, metric),
              command: `oneiros compare ${runs.map(({ id }) => id).join(' ')}${metric === 'ridge' ? ' --metric ridge' : ''}`,
            }}
          >
            <ReadoutChart groups={shown} colorOf={colorOf} yLabel="% of test images" active={selected} />
          </FigureFrame>
          <GroupTable
            groups={groups}
            drawn={drawn}
            problems={problems}
            colorOf={colorOf}
            selected={run?.id ?? null}
            onDraw={(label, isOn) => setChosen((before) => new Map(before).set(label, isOn))}
            onSelect={setSelected}
            onOpen={onOpen}
          />
          {run && <ParameterTable run={run} runs={file.runs} evaluations={evaluations} />}
        </>
      )}
      {file.unread.length > 0 && (
        <section aria-label="Folders that cannot be read">
          <h2>Not read</h2>
          <ul>
            {file.unread.map(({ id, reason }) => (
              <li key={id}>
                {id}: {reason}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Every word has to be in the name, the status, or the condition. */
const matches = ({ id, status, config }: RunHead, words: string): boolean => {
  const text = `${id} ${status} ${config.condition} ${config.data.name}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

function summaryOf(groups: readonly GroupSummary[]): string {
  const measured = groups.flatMap(({ label, last, published }) => {
    if (last === null) return [];
    const paper = published
      ? `; the paper ${meanInWords(published.readout)} after epoch ${published.readout.epoch}`
      : '';
    return [`${label} ${meanInWords(last)} % after epoch ${last.epoch}${paper}`];
  });
  return measured.length === 0
    ? 'No readouts have been measured, or they are on their way.'
    : `${measured.join('. ')}.`;
}

const tableOf = (groups: readonly GroupSummary[]) => ({
  columns: ['group', 'epoch', 'mean', 's.e.m.', 'N'],
  rows: groups.flatMap(({ label, means }) => means.map(({ epoch, mean, sem, n }) => [label, epoch, mean, sem, n])),
});
