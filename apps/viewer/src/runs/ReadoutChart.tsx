import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { useEffect, useRef, useState } from 'react';
import { useTextScale } from '../ui/use-text-scale.ts';
import { percent } from './readout-figure.ts';
import styles from './runs.module.css';
import { spread } from './spread-labels.ts';
import type { GroupSummary } from './summarise-groups.ts';

export interface ReadoutChartProps {
  /** Groups with at least one trace. */
  readonly groups: readonly GroupSummary[];
  /** What a colour stands for, by label of the group. */
  readonly colorOf: (label: string) => string;
  readonly yLabel: string;
  /** Run whose trace is groups strongly. */
  readonly active: string | null;
}

const height = 340;
const margin = { top: 16, right: 150, bottom: 34, left: 44 };

/** Every run as a thin line, each group's mean as a thick one with its standard error, the paper's numbers as crosses. */
export function ReadoutChart({ groups, colorOf, yLabel, active }: ReadoutChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [widthPx, setWidth] = useState(640);
  const scale = useTextScale();
  const width = widthPx / scale;
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(280, entry!.contentRect.width)));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const right = width < 520 ? 12 : margin.right;
  const epochs = groups.flatMap(({ means, published }) => [
    ...means.map(({ epoch }) => epoch),
    ...(published ? [published.readout.epoch] : []),
  ]);
  const values = groups.flatMap(({ traces, means, published }) => [
    ...traces.flatMap((trace) => [...trace.values.values()]),
    ...means.flatMap(({ mean, sem }) => [mean - (sem ?? 0), mean + (sem ?? 0)]),
    ...(published ? [published.readout.mean] : []),
  ]);
  const x = scaleLinear([Math.min(0, ...epochs), Math.max(1, ...epochs)], [margin.left, width - right]);
  const y = scaleLinear([Math.min(...values, 1), Math.max(...values, 0)], [height - margin.bottom, margin.top]).nice();
  const labels = spread(
    groups.map((group) => ({ label: group.label, y: y(group.means.at(-1)!.mean) })),
    14,
    height - margin.bottom,
  );
  const top = groups.flatMap(({ published }) => published?.readout ?? []).sort((a, b) => b.mean - a.mean)[0];
  return (
    <div ref={box} className={styles.chart}>
      {groups.length === 0 ? (
        <p className={styles.muted}>No readouts yet, or they are on their way.</p>
      ) : (
        <svg width={widthPx} height={height * scale} viewBox={`0 0 ${width} ${height}`} aria-hidden>
          {y.ticks(5).map((value) => (
            <g key={value}>
              <line x1={margin.left} x2={width - right} y1={y(value)} y2={y(value)} className={styles.grid} />
              <text x={margin.left - 6} y={y(value) + 4} textAnchor="end">
                {percent(value, 0)}
              </text>
            </g>
          ))}
          {x
            .ticks(Math.min(8, width / 80))
            .filter(Number.isInteger)
            .map((value) => (
              <text key={value} x={x(value)} y={height - margin.bottom + 16} textAnchor="middle">
                {value}
              </text>
            ))}
          <text x={width - right} y={height - 4} textAnchor="end">
            epoch
          </text>
          <text x={margin.left + 4} y={margin.top + 4} className={styles.axisName}>
            {yLabel}
          </text>
          {groups.map(({ label, traces, means, published }, i) => {
            const color = colorOf(label);
            const band = area<(typeof means)[number]>()
              .x(({ epoch }) => x(epoch))
              .y0(({ mean, sem }) => y(mean - sem!))
              .y1(({ mean, sem }) => y(mean + sem!))
              .defined(({ sem }) => sem !== null);
            const curve = line<readonly [number, number]>(
              ([epoch]) => x(epoch),
              ([, value]) => y(value),
            );
            return (
              <g key={label} stroke={color} fill="none">
                <path d={band(means) ?? undefined} fill={color} fillOpacity={0.16} stroke="none" />
                {traces.map(({ id, values: own }) => (
                  <path
                    key={id}
                    d={curve([...own]) ?? undefined}
                    strokeWidth={id === active || traces.length === 1 ? 2 : 1}
                    strokeOpacity={id === active || traces.length === 1 ? 1 : 0.5}
                  />
                ))}
                {traces.length > 1 && (
                  <path
                    d={curve(means.map(({ epoch, mean }) => [epoch, mean] as const)) ?? undefined}
                    strokeWidth={2.2}
                  />
                )}
                {published && (
                  <Cross
                    x={x(published.readout.epoch)}
                    y={y(published.readout.mean)}
                    error={y(0) - y(published.readout.sem)}
                  />
                )}
                {width >= 520 && (
                  <text
                    x={x(means.at(-1)!.epoch) + 8}
                    y={labels[i]! + 4}
                    fill={color}
                    stroke="none"
                    className={styles.series}
                  >
                    {label.length > 22 ? `${label.slice(0, 21)}…` : label}
                  </text>
                )}
              </g>
            );
          })}
          {top && (
            <text x={x(top.epoch)} y={y(top.mean) - 14} textAnchor="middle">
              paper
            </text>
          )}
        </svg>
      )}
    </div>
  );
}

/** A published value with its standard error. */
const Cross = ({ x, y, error }: { readonly x: number; readonly y: number; readonly error: number }) => (
  <path
    d={`M${x - 5} ${y - 5}L${x + 5} ${y + 5}M${x - 5} ${y + 5}L${x + 5} ${y - 5}M${x} ${y - error}V${y + error}`}
    strokeWidth={1.6}
  />
);
