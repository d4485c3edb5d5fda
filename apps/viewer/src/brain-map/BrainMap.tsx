import { annotationOf } from '@oneiros/atlas';
import { csvOf } from '@oneiros/figure';
import { useMemo, useState } from 'react';
import type { RunSource } from '../source/run-source.ts';
import type { Playhead } from '../state/playhead.ts';
import { useObservable } from '../state/use-observable.ts';
import { FigureFrame } from '../ui/FigureFrame.tsx';
import { AnnotationCard } from './AnnotationCard.tsx';
import { BrainDrawing } from './BrainDrawing.tsx';
import styles from './brain-map.module.css';
import { mapInWords, mapModel, mapRows, type MapModel } from './map-model.ts';
import { mapSvg } from './map-svg.ts';
import { greatestOf } from './measured-areas.ts';
import { termsInWords } from './plastic-now.ts';
import { useBrainStates, useMeasuredAreas } from './use-brain.ts';

export interface BrainMapProps {
  readonly source: RunSource;
  readonly playhead: Playhead;
}

/** Areas, pathways and nuclei of the atlas, lit by what is active, and by what is plastic now and with which sign. */
export function BrainMap({ source, playhead }: BrainMapProps) {
  const tick = useObservable(playhead.tick$, playhead.tick);
  const ticks = useObservable(source.ticks$, 0);
  const head = useObservable(source.head$, null);
  const measured = useMeasuredAreas(source);
  const { state, stageOf, problem } = useBrainStates(source, tick, ticks);
  const greatest = useMemo(() => greatestOf(measured), [measured]);
  const [selected, setSelected] = useState<string | null>(null);
  const model = useMemo(
    () => mapModel({ tick, state, config: head?.config ?? null, measured, greatest, stageOf }),
    [tick, state, head, measured, greatest, stageOf],
  );
  const select = (id: string): void => setSelected(selected === id ? null : id);
  const title = `Brain at tick ${tick.toLocaleString('en')}`;
  const [header, ...rows] = mapRows(model) as [string[], ...string[][]];
  return (
    <FigureFrame
      title={title}
      summary={mapInWords(model)}
      isSummaryHidden
      table={() => ({ columns: header, rows })}
      exports={{
        name: 'brain',
        svg: () => mapSvg(model, title),
        csv: () => csvOf([header, ...rows]),
        ...(head && { command: head.command }),
      }}
    >
      <StateBar model={model} problem={problem} ticks={ticks} onSelect={select} />
      <div className={styles.layout}>
        <div className={styles.mapScroll}>
          <BrainDrawing model={model} selected={selected} onSelect={select} />
        </div>
        {selected && <AnnotationCard id={selected} onClose={() => setSelected(null)} />}
      </div>
      <Legend />
    </FigureFrame>
  );
}

interface StateBarProps {
  readonly model: MapModel;
  readonly problem: string | null;
  readonly ticks: number;
  onSelect(id: string): void;
}

/** Stage, process, and what learns, in words. */
function StateBar({ model, problem, ticks, onSelect }: StateBarProps) {
  const { state, process, edges, measuredAt, isSameStage } = model;
  if (problem !== null) return <p className={styles.bar}>The state could not be read: {problem}</p>;
  if (ticks === 0) return <p className={styles.bar}>The run has not lived a tick yet.</p>;
  if (state === null || process === null) return <p className={styles.bar}>The state of this tick is on its way.</p>;
  const learns = (pathway: 'feedforward' | 'feedback'): string =>
    termsInWords(edges.find((edge) => edge.pathway === pathway && edge.area !== 'realityMonitor')?.terms ?? []);
  return (
    <p className={styles.bar}>
      <strong>{state.stage}</strong>
      <button type="button" onClick={() => onSelect(process)}>
        {annotationOf(process).name}
      </button>
      <span>E {learns('feedforward')}</span>
      <span>G {learns('feedback')}</span>
      <span className={styles.muted}>
        {measuredAt === null
          ? 'activity not measured yet'
          : `activity and weights measured at tick ${measuredAt.toLocaleString('en')}${isSameStage ? '' : ', in another stage'}`}
      </span>
    </p>
  );
}

const legend = [
  ['plus', 'descends its objective (+)'],
  ['minus', 'climbs it (−)'],
  ['still', 'not trained now; width: change of the weights, of the greatest in the run'],
  ['active', 'activity, of the greatest in the run'],
  ['ach', 'acetylcholine'],
  ['na', 'noradrenaline'],
] as const;

const Legend = () => (
  <ul className={styles.legend} aria-label="Legend">
    {legend.map(([name, text]) => (
      <li key={name}>
        <span className={`${styles.swatch} ${styles[name]}`} aria-hidden />
        {text}
      </li>
    ))}
  </ul>
);
