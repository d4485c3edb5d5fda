import { useCallback, useEffect, useMemo, useRef, useState, type PointerEvent, type RefObject } from 'react';
import type { RunHead, RunSource } from '../source/run-source.ts';
import type { NightView } from '../state/night-view.ts';
import { tickFacts, factsInWords, type TickFacts } from '../state/tick-facts.ts';
import { useObservable } from '../state/use-observable.ts';
import { FigureFrame } from '../ui/FigureFrame.tsx';
import { useTextScale } from '../ui/use-text-scale.ts';
import { useWidth } from '../ui/use-width.ts';
import { axisMarks } from './axis-marks.ts';
import { extentOf, lossCurves } from './curves.ts';
import { drawLane, laneHeights, laneNames, laneTitles, type LaneData, type LaneName } from './draw-lanes.ts';
import { DreamStrip } from './DreamStrip.tsx';
import { LaneCanvas } from './LaneCanvas.tsx';
import { LaneLegend } from './LaneLegend.tsx';
import styles from './lanes.module.css';
import { Overview } from './Overview.tsx';
import type { Pen } from './pen.ts';
import { Marker, PlayheadSlider } from './PlayheadSlider.tsx';
import { probeSeries, type ProbeSeries } from './probe-series.ts';
import { sceneOf, tickAt, type Scene } from './scene.ts';
import { drawnInWords, laneInWords } from './summaries.ts';
import { legendOf, timelineCsv, timelineSvg, timelineTable } from './timeline-exports.ts';
import { Transport } from './Transport.tsx';
import { useScene, useSettled } from './use-scene.ts';
import { useWheel } from './use-wheel.ts';
import { wholeRun } from '../state/view-window.ts';

const axisHeight = 20;
const MOVING_PX = 3;

/** The lanes of a run on one time axis, under one play-head. */
export function Timeline({
  source,
  view,
  head,
  onDrawn,
}: {
  readonly source: RunSource;
  readonly view: NightView;
  readonly head: RunHead;
  /** Called once the first ticks are drawn. */
  readonly onDrawn?: () => void;
}) {
  const plot = useRef<HTMLDivElement>(null);
  const lanes = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const scene = useScene(view, width);
  const rested = useSettled(scene);
  const isEmpty = scene.segments.length === 0;
  // The first ticks are told of at once.
  const settled = rested.segments.length === 0 ? scene : rested;
  useEffect(() => {
    if (!isEmpty) onDrawn?.();
  }, [isEmpty, onDrawn]);
  const unit = useObservable(view.unit$, 'tick');
  const facts$ = useMemo(() => tickFacts(view.playhead, view.cache), [view]);
  const probes = useProbes(source);
  const data = useLaneData(view, width, probes, scene);
  const scrub = useScrub(plot, view);
  useWheel(lanes, view);
  const shown = laneNames.filter((name) => name !== 'probes' || probes.length > 0);
  const isGrowing = source.kind !== 'recorded';
  // Coarser while the view moves, so that it moves smoothly; fine again as soon as it rests.
  const isMoving = scene.window.from !== settled.window.from || scene.window.to !== settled.window.to;
  const drawn = useMemo(() => ({ ...data, columnPx: isMoving ? MOVING_PX : 1 }), [data, isMoving]);
  const words = useMemo(
    () => new Map(laneNames.map((lane) => [lane, `${laneTitles[lane]}: ${laneInWords(lane, settled, data)}`])),
    [settled, data],
  );
  const summary = useMemo(() => `${laneInWords('hypnogram', settled, data)} ${drawnInWords(settled)}`, [settled, data]);
  const scale = useTextScale();
  const axis = useCallback((pen: Pen) => drawAxis(pen, scene, unit, scale), [scene, unit, scale]);

  const name = `${head.id.replaceAll('/', '-')}-timeline`;
  return (
    <FigureFrame
      title="Timeline"
      summary={summary}
      table={() => timelineTable(view.cache.ticks === 0 ? scene : sceneOf(view.cache, view.window, width))}
      exports={{
        name,
        svg: () => timelineSvg(scene, data, unit, head.id),
        csv: () => timelineCsv(view.cache, view.window),
        command: head.command,
      }}
    >
      <Transport view={view} isGrowing={isGrowing} />
      {view.cache.error !== null && (
        <p role="alert" className={styles.error}>
          Part of the timeline cannot be had: {view.cache.error.message}
        </p>
      )}
      <div className={styles.lanes} ref={lanes}>
        <Facts facts$={facts$} ticks={view.cache.ticks} />
        <div className={styles.plot} ref={plot} {...scrub}>
          <PlayheadSlider view={view} facts$={facts$} />
          <LaneCanvas width={width} height={axisHeight * scale} draw={axis} />
        </div>
        {shown.map((lane) => (
          <div key={lane} className={styles.lane}>
            <LaneLegend title={laneTitles[lane]} entries={legendOf(lane, settled, data)} facts$={facts$} />
            <div className={styles.plot} {...scrub}>
              <DrawnLane lane={lane} scene={scene} data={drawn} label={words.get(lane)!} />
              <LoopBand view={view} />
              <Marker view={view} className={styles.line!} />
            </div>
          </div>
        ))}
        <div className={styles.lane}>
          <div className={styles.legend}>
            <h3 className={styles.laneTitle}>Dreams</h3>
          </div>
          <div className={styles.plot}>
            <DreamStrip source={source} view={view} scene={scene} />
            <Marker view={view} className={styles.line!} />
          </div>
        </div>
        <div className={styles.lane}>
          <div className={styles.legend}>
            <h3 className={styles.laneTitle}>Whole run</h3>
          </div>
          <div className={styles.plot}>
            <Overview view={view} width={width} />
          </div>
        </div>
      </div>
    </FigureFrame>
  );
}

/** Where the play-head stands; a run that has just begun has no tick to stand on. */
function Facts({ facts$, ticks }: { readonly facts$: ReturnType<typeof tickFacts>; readonly ticks: number }) {
  const facts: TickFacts | null = useObservable(facts$, null);
  const none = ticks === 0 ? 'Before the first tick' : 'Loading the run …';
  return <p className={styles.facts}>{facts === null ? none : factsInWords(facts)}</p>;
}

interface DrawnLaneProps {
  readonly lane: LaneName;
  readonly scene: Scene;
  readonly data: LaneData;
  readonly label: string;
}

function DrawnLane({ lane, scene, data, label }: DrawnLaneProps) {
  const scale = useTextScale();
  const draw = useCallback((pen: Pen) => drawLane(pen, lane, scene, data, scale), [lane, scene, data, scale]);
  return <LaneCanvas width={scene.width} height={laneHeights[lane] * scale} draw={draw} label={label} />;
}

function LoopBand({ view }: { readonly view: NightView }) {
  const band = useRef<HTMLDivElement>(null);
  const { loop } = useObservable(view.playhead.state$, view.playhead.state);
  const window = useObservable(view.window$, null) ?? wholeRun(view.cache.ticks);
  useEffect(() => {
    if (band.current === null || loop === null) return;
    const share = (tick: number): number => Math.min(1, Math.max(0, (tick - window.from) / (window.to - window.from)));
    band.current.style.left = `${100 * share(loop[0])}%`;
    band.current.style.right = `${100 * (1 - share(loop[1] + 1))}%`;
  });
  return loop === null ? null : <div ref={band} className={styles.loop} aria-hidden="true" />;
}

function drawAxis(pen: Pen, scene: Scene, unit: Parameters<typeof axisMarks>[1], scale: number): void {
  const [bottom, side] = [axisHeight * scale, 24 * scale];
  for (const { x, label } of axisMarks(scene, unit, scale)) {
    pen.line([x, bottom - 4 * scale, x, bottom], 'line-strong', 1);
    const anchor = x < side ? 'start' : x > scene.width - side ? 'end' : 'middle';
    pen.text(x, bottom - 7 * scale, label, { anchor });
  }
}

function useProbes(source: RunSource): readonly ProbeSeries[] {
  const [probes, setProbes] = useState<readonly ProbeSeries[]>([]);
  useEffect(() => {
    const all: Parameters<typeof probeSeries>[0][number][] = [];
    const subscription = source.moments$.subscribe((added) => {
      const isNew = added.some(({ event }) => event.type === 'probe');
      for (const moment of added) if (moment.event.type === 'probe') all.push(moment);
      if (isNew || added.length === 0) setProbes(probeSeries(all));
    });
    return () => subscription.unsubscribe();
  }, [source]);
  return probes;
}

/** Losses keep their scale: that of the whole run as far as it has come. */
function useLaneData(view: NightView, width: number, probes: readonly ProbeSeries[], scene: Scene): LaneData {
  return useMemo(() => {
    const whole = sceneOfWhole(view, width);
    const curves = lossCurves.map(({ curve }) => curve);
    return { probes, lossExtent: extentOf(whole, curves, true) };
  }, [view, width, probes, view.cache.ticks, scene.segments.length > 0]);
}

const sceneOfWhole = (view: NightView, width: number): Scene =>
  sceneOf(view.cache, wholeRun(view.cache.ticks), Math.max(1, width));

/** Dragging over the lanes moves the play-head. */
function useScrub(plot: RefObject<HTMLDivElement | null>, view: NightView) {
  const seek = (event: PointerEvent): void => {
    const { left, width } = plot.current!.getBoundingClientRect();
    view.playhead.seek(Math.floor(tickAt({ window: view.window, width }, event.clientX - left)));
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      seek(event);
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event);
    },
  };
}
