import { createScenes } from '@oneiros/senses';
import { resolveConfig, type RunConfigInput } from '@oneiros/simulation';
import { changedKeys } from '@oneiros/simulation/config';
import { createTimeline } from '@oneiros/timeline';
import { paperTicks } from '@oneiros/timeline/test-kit';
import { BehaviorSubject, NEVER, of } from 'rxjs';
import type { DreamImages, LatentPlane, Moment, RunHead, RunSource } from '../source/run-source.ts';

export interface PanelSourceOptions {
  readonly id?: string;
  readonly config?: RunConfigInput;
  readonly ticks?: number;
  /** Sheets of dreams, spread over the run; the later, the sharper. */
  readonly sheets?: number;
  readonly columns?: number;
  /** Latent planes, spread over the run; the later, the further apart are the classes. */
  readonly planes?: number;
  readonly hasOccluded?: boolean;
  readonly hasImages?: boolean;
  /** Ticks between measurements of the areas, three ticks each; 0: never. */
  readonly areasEvery?: number;
  /** Nothing ever comes. */
  readonly isLoading?: boolean;
  /** What is asked for fails. */
  readonly isTorn?: boolean;
  readonly status?: RunHead['status'];
  /** Its last dreams, latents and changes of weights are no numbers. */
  readonly isDiverged?: boolean;
  /** Whether dreams say what REM mixed; those of earlier versions do not. */
  readonly saysMixtures?: boolean;
}

/** A run of the paper's schedule made of nothing, the same each time: what panels read, in every state that they know. */
export function createPanelSource({
  id = 'pad-1',
  config: input = {},
  ticks = 9000,
  sheets = 4,
  columns = 16,
  planes = 5,
  hasOccluded = true,
  hasImages = true,
  areasEvery = 150,
  isLoading = false,
  isTorn = false,
  isDiverged = false,
  status = isDiverged ? 'diverged' : 'finished',
  saysMixtures = true,
}: PanelSourceOptions = {}): RunSource {
  const head = headOf({ id, status, ticks, config: input });
  const timeline = createTimeline();
  timeline.append(paperTicks(ticks));
  const spread = (count: number): number[] =>
    Array.from({ length: count }, (_, i) => Math.round((i * Math.max(0, ticks - 1)) / Math.max(1, count - 1)));
  const answer = <Value>(value: () => Value): Promise<Value> =>
    isLoading
      ? new Promise(() => undefined)
      : isTorn
        ? Promise.reject(new Error('The file ends in the middle of a line.'))
        : Promise.resolve().then(value);
  return {
    kind: status === 'running' ? 'live' : 'recorded',
    head$: isLoading ? NEVER : new BehaviorSubject(head),
    moments$: isLoading ? NEVER : of([...areaMoments(ticks, areasEvery), ...dreamMoments(spread(sheets), columns)]),
    ticks$: of(isLoading ? 0 : ticks),
    chunk: (level, index) => answer(() => timeline.chunk(level, index)),
    dreams: (tick) =>
      answer(() => {
        const sheet = sheetAt(tick, ticks, columns, saysMixtures);
        if (isDiverged && tick === ticks - 1) sheet.rows.rem!.fill(NaN);
        return sheet;
      }),
    latentTicks: () => answer(() => spread(planes)),
    latents: (tick) =>
      answer(() => {
        const plane = planeAt(tick, ticks, hasOccluded, hasImages);
        if (isDiverged && tick === ticks - 1) plane.clean.fill(NaN, 0, 40);
        return plane;
      }),
    close: () => undefined,
  };
}

/** The head of such a run. */
export function headOf({
  id = 'pad-1',
  status = 'finished',
  ticks = 9000,
  config: input = {},
}: Pick<PanelSourceOptions, 'id' | 'status' | 'ticks' | 'config'>): RunHead {
  const config = resolveConfig(input);
  const changed = changedKeys(resolveConfig({}), config);
  return {
    ...{ id, status, ticks, totalTicks: ticks, config, changed },
    createdAt: '2026-01-02T03:04:05.000Z',
    backend: 'onednn',
    command: `oneiros run --condition ${config.condition} --seed ${config.seed}`,
  };
}

/** Waves that look like noise, in [-1, 1]: the same for the same numbers. */
const wave = (a: number, b: number): number => {
  const value = Math.sin(a * 12.9898 + b * 78.233) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
};

const dreamMoments = (ticks: readonly number[], images: number): Moment[] =>
  ticks.map((tick, epoch) => ({
    line: tick + 1,
    event: { type: 'dream', v: 1, tick, epoch, images, file: `dreams/${tick}.safetensors` },
  }));

function areaMoments(ticks: number, every: number): Moment[] {
  const measured =
    every === 0 ? [] : Array.from({ length: ticks }, (_, tick) => tick).filter((tick) => tick % every < 3);
  return measured.flatMap((tick): Moment[] => {
    const growth = 1 + tick / Math.max(1, ticks);
    const isFeedbackStill = tick % 3 === 1;
    const change = (area: number, scale: number): number => 2e-4 * scale * (1.4 + wave(tick, area)) * 0.4;
    const areas = Object.fromEntries(
      ['V1', 'V2', 'V4', 'IT'].map((area, i) => [area, (0.03 + 0.02 * i) * growth * (1 + 0.2 * wave(tick, i))]),
    );
    const changes = Object.fromEntries(
      ['V1', 'V2', 'V4', 'IT'].map((area, i) => [
        area,
        { feedforward: change(i, 1), feedback: isFeedbackStill ? 0 : change(i + 9, 1.3) },
      ]),
    );
    return [
      { line: tick + 1, event: { type: 'activity', v: 1, tick, areas } },
      {
        line: tick + 1,
        event: { type: 'plasticity', v: 1, tick, areas: { ...changes, realityMonitor: { feedforward: change(5, 1) } } },
      },
    ];
  });
}

const scenes = createScenes({ seed: 1, train: 1, test: 200 }).test;

function sheetAt(tick: number, ticks: number, count: number, saysMixtures: boolean): DreamImages {
  const { height, width, channels } = scenes;
  const size = height * width * channels;
  const noise = 1 - 0.75 * (tick / Math.max(1, ticks - 1));
  const seen = Float32Array.from({ length: count * size }, (_, i) => scenes.pixels[i]! / 127.5 - 1);
  const mixtures = Array.from({ length: count }, (_, column) => {
    const images = [column, (column + 1) % count].map((image) => [image, 0.25] as const);
    return { images, noise: 0.5 };
  });
  const blurred = (i: number, amount: number): number => seen[i]! * (1 - amount) + wave(i, 1) * amount * 0.6;
  return {
    ...{ tick, count, height, width, channels, mixtures: saysMixtures ? mixtures : null },
    rows: {
      seen,
      reconstructed: seen.map((_, i) => blurred(i, noise * 0.8)),
      nrem: seen.map((_, i) => {
        const pixel = Math.floor(i / channels);
        const [row, column] = [Math.floor(pixel / width) % height, pixel % width];
        return wave(row >> 3, column >> 3) > 0.2 ? 0 : blurred(i, noise * 0.8);
      }),
      rem: seen.map(
        (_, i) => (blurred(i, noise) + seen[(i + size) % seen.length]! * (1 - noise)) / 2 + wave(i, 5) * 0.15,
      ),
    },
  };
}

function planeAt(tick: number, ticks: number, hasOccluded: boolean, hasImages: boolean): LatentPlane {
  const { height, width, channels, pixels, labels, classNames, count } = scenes;
  const apart = 0.6 + 2.4 * (tick / Math.max(1, ticks - 1));
  const at = (image: number, axis: number, away: number): number => {
    const angle = (labels[image]! / classNames.length) * 2 * Math.PI;
    return (axis === 0 ? Math.cos(angle) : Math.sin(angle)) * apart * away + wave(image, axis + 2) * 0.8;
  };
  const points = (away: number): Float32Array =>
    Float32Array.from({ length: count * 2 }, (_, i) => at(i >> 1, i % 2, away) + (away === 1 ? 0 : wave(i, 7) * 0.25));
  return {
    ...{ tick, explained: [0.31, 0.18], labels, classNames },
    clean: points(1),
    occluded: hasOccluded ? points(0.7) : null,
    ...(hasImages && { images: { height, width, channels, pixels } }),
  };
}
