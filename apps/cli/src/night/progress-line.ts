import type { LossName, RunState } from '@oneiros/simulation';
import { formatDuration } from '../terminal/duration.ts';
import type { Paint } from '../terminal/paint.ts';

/** What a line of progress tells. */
export interface ProgressView {
  readonly state: RunState;
  /** Ticks that the brain has lived through. */
  readonly ticks: number;
  readonly totalTicks: number;
  /** Whether life is counted in days with their nights, not in epochs. */
  readonly hasDays: boolean;
  /** Of the last seconds; undefined before the first are known. */
  readonly cyclesPerSecond: number | undefined;
  readonly secondsLeft: number | undefined;
}

const shortNames: Record<LossName, string> = {
  reconstruction: 'img',
  divergence: 'kl',
  reality: 'real',
  nrem: 'nrem',
  adversarial: 'rem',
};

/** One line: how far, which state, both neuromodulators, the latest losses, speed and the time left. */
export function progressLine(view: ProgressView, paint: Paint, width = Number.POSITIVE_INFINITY): string {
  const { state, ticks, totalTicks } = view;
  const percent = `${Math.floor((100 * ticks) / totalTicks)}%`.padStart(4);
  const brain = state.state;
  const plain: string[] = [`tick ${ticks}/${totalTicks} ${percent}`];
  if (brain !== undefined) {
    plain.push(
      view.hasDays ? `day ${brain.night + 1}` : `epoch ${brain.epoch + 1}`,
      stageName(brain.stage).padEnd(4),
      `ACh ${bar(brain.ach)} NA ${bar(brain.na)}`,
    );
  }
  const losses = formatLosses(state.losses);
  if (losses !== '') plain.push(losses);
  if (view.cyclesPerSecond !== undefined) plain.push(`${formatRate(view.cyclesPerSecond)} cycles/s`);
  if (view.secondsLeft !== undefined) plain.push(`${formatDuration(view.secondsLeft)} left`);
  const line = plain.join('  ').slice(0, width);
  return brain === undefined ? line : line.replace(stageName(brain.stage), (name) => paintStage(name, paint));
}

/** Such as `img 0.123 kl 1.20 real 0.693`; empty where there is none. */
export const formatLosses = (losses: Readonly<Partial<Record<LossName, number>>>): string =>
  (Object.keys(shortNames) as LossName[])
    .flatMap((name) => (losses[name] === undefined ? [] : [`${shortNames[name]} ${formatLoss(losses[name])}`]))
    .join(' ');

/** The AASM's stages of non-REM sleep are one state of this model. */
export const stageName = (stage: string): string => (/^N[123]$/.test(stage) ? 'NREM' : stage);

function paintStage(name: string, paint: Paint): string {
  if (name === 'REM') return paint.magenta(name);
  return name === 'NREM' ? paint.blue(name) : paint.yellow(name);
}

/** A level of 0..1 as one of eight heights. */
const bar = (level: number): string => '▁▂▃▄▅▆▇█'[Math.min(7, Math.max(0, Math.round(level * 7)))]!;

/** Three significant digits, so that a line keeps its width. */
export const formatLoss = (value: number): string =>
  Math.abs(value) >= 1000 ? value.toExponential(1) : value.toPrecision(3);

const formatRate = (rate: number): string => (rate >= 10 ? rate.toFixed(0) : rate.toPrecision(2));
