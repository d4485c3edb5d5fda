import { memo } from 'react';
import { envelopePath, stepPath, type LaneBox } from '../model/lane-paths.ts';
import type { Preview } from '../review/preview.ts';
import { Hypnogram, StageLabels, type View } from './Hypnogram.tsx';
import styles from './night.module.css';

export interface LivedLanesProps {
  readonly preview: Preview;
  readonly rows: readonly string[];
  readonly view: View;
  /** Seconds by which what is lived begins before the night shown above it. */
  readonly shift: number;
  readonly width: number;
}

const LIVED_ROW = 12;
const LEVELS_HEIGHT = 72;
const GATE_HEIGHT = 30;

/** What the schedule comes to: the night after manipulations, both levels, and the gates they open. */
export const LivedLanes = memo(function LivedLanes({ preview, rows, view, shift, width }: LivedLanesProps) {
  const { levels, gates, runs, source, interventions, from, to } = preview;
  const shown = { from: view.from + shift, to: view.to + shift };
  const box: LaneBox = { ...shown, width, height: LEVELS_HEIGHT, least: 0, most: 1 };
  const part = { from: 0, to: to - from };
  const x = (seconds: number): number => ((seconds - shown.from) / (shown.to - shown.from)) * width;
  return (
    <>
      {source !== null && (
        <div className={styles.lane}>
          <div className={styles.livedLabels}>
            <span className={styles.laneTitle}>as lived</span>
            <StageLabels rows={rows} rowHeight={LIVED_ROW} />
          </div>
          <div className={styles.livedNight}>
            <Hypnogram {...{ runs, rows, view: shown, width }} rowHeight={LIVED_ROW}>
              {interventions.map(({ seconds }, i) => (
                <path key={i} className={styles.intervention} d={`M${x(seconds)} 0v5`} />
              ))}
            </Hypnogram>
          </div>
        </div>
      )}
      <div className={styles.lane}>
        <div className={styles.laneNames}>
          <span className={styles.ach}>ACh</span>
          <span className={styles.na}>NA</span>
          <span className={styles.scale}>0 to 1</span>
        </div>
        <svg className={styles.drawing} width={width} height={LEVELS_HEIGHT} aria-hidden="true">
          <line className={styles.threshold} x1={0} x2={width} y1={LEVELS_HEIGHT / 2} y2={LEVELS_HEIGHT / 2} />
          <path className={styles.naArea} d={envelopePath(levels.naLeast, levels.naMost, part, box)} />
          <path className={styles.achArea} d={envelopePath(levels.achLeast, levels.achMost, part, box)} />
        </svg>
      </div>
      <GateLane
        name="discriminator gate"
        starts={gates.starts}
        values={gates.discriminator}
        box={{ ...box, height: GATE_HEIGHT }}
      />
      <GateLane
        name="target: it is real"
        starts={gates.starts}
        values={gates.target}
        box={{ ...box, height: GATE_HEIGHT }}
      />
      <GateLane
        name="feedback, −1 to 1"
        starts={gates.starts}
        values={gates.discriminator.map((gate, tick) => gate * (2 * gates.target[tick]! - 1))}
        box={{ ...box, height: GATE_HEIGHT, least: -1 }}
      />
      <GateLane
        name="NREM gate"
        starts={gates.starts}
        values={gates.discriminator.map((gate) => 1 - gate)}
        box={{ ...box, height: GATE_HEIGHT }}
      />
    </>
  );
});

interface GateLaneProps {
  readonly name: string;
  readonly starts: Float64Array;
  readonly values: Float32Array;
  readonly box: LaneBox;
}

function GateLane({ name, starts, values, box }: GateLaneProps) {
  const zero = box.height - ((0 - box.least) / (box.most - box.least)) * box.height;
  return (
    <div className={styles.lane}>
      <span className={styles.laneTitle}>{name}</span>
      <svg className={styles.drawing} width={box.width} height={box.height + 2} aria-hidden="true">
        <g transform="translate(0 1)">
          <line className={styles.rule} x1={0} x2={box.width} y1={zero} y2={zero} />
          <path className={styles.gate} d={stepPath(starts, values, box)} />
        </g>
      </svg>
    </div>
  );
}
