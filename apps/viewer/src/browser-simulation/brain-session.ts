import { createScenes, type ImageCollection } from '@oneiros/senses';
import {
  changedKeys,
  createSimulation,
  reportsOf,
  resolveConfig,
  runCommand,
  type OneirosEvent,
  type RunConfig,
  type Snapshot,
  type TickReport,
} from '@oneiros/simulation';
import { Subscription } from 'rxjs';
import type { BackendReport } from './backend.ts';
import { heldAt, withChange } from './clamp-log.ts';
import { problemOf } from './errors.ts';
import { followedImages, sampleLatents } from './latent-sample.ts';
import type { Beginning, DreamOfTick, LatentSample, WorkerMessage, WorkerRequest } from './protocol.ts';
import { createSnapshotShelf } from './snapshot-shelf.ts';
import { createSpeedMeter } from './speed-meter.ts';

/** A brain in the worker: obeys requests, tells what it lives through. */
export interface BrainSession {
  handle(request: Exclude<WorkerRequest, { type: 'begin' }>): void;
  /** Frees every tensor. */
  dispose(): void;
}

export interface SessionOptions {
  readonly beginning: Beginning;
  readonly backend: BackendReport;
  readonly post: (message: WorkerMessage) => void;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

/** About a frame of the screen: ticks that are shorter travel together. */
const MESSAGE_MS = 16;
/** A look at the living brain takes at most a fifth of the time. */
const LOOK_MS = 1000;
const LOOK_SHARE = 4;
const SNAPSHOT_TICKS = 24;
const SNAPSHOTS = 32;

/**
 * @throws ConfigError, SnapshotMismatchError, and what the back end throws
 */
export function createBrainSession({ beginning, backend, post, now }: SessionOptions): BrainSession {
  const config = resolveConfig(...beginning.layers);
  const images = drawImages(config);
  let clamps = beginning.clamps;
  let clampsObeyed = 0;
  const simulation = createSimulation({ config, images, clamp: (tick) => heldAt(clamps, tick) });
  const shelf = createSnapshotShelf<Snapshot>(SNAPSHOT_TICKS, SNAPSHOTS);
  if (beginning.snapshot) {
    simulation.restore(beginning.snapshot);
    shelf.put(simulation.tick, beginning.snapshot);
  }
  const meter = createSpeedMeter();
  let told = beginning.eventsBefore;
  let events: OneirosEvent[] = [];
  let dreams: DreamOfTick[] = [];
  let latents: LatentSample[] = simulation.tick === 0 ? [sampleLatents(simulation, images)] : [];
  let running: Subscription | undefined;
  let runs = 0;
  let sentAt = now();
  let livedAt = now();
  let watching = false;
  let lookAt = 0;
  let lookedAtTick: number | undefined;

  function tell(): void {
    const { tick, totalTicks } = simulation;
    const rest = {
      tick,
      run: runs,
      running: running !== undefined,
      finished: tick >= totalTicks,
      speed: meter.speed,
      clamps,
    };
    post({ type: 'lived', lived: { eventsBefore: told, events, dreams, latents, ...rest, clamps, clampsObeyed } });
    told += events.length;
    [events, dreams, latents] = [[], [], []];
    sentAt = now();
  }

  function take({ events: lived, dreams: sheets, tick }: TickReport): void {
    const state = lived.find((event) => event.type === 'state');
    meter.lived(now() - livedAt, state?.cycle ?? 0);
    livedAt = now();
    events.push(...lived);
    for (const [file, sheet] of sheets) dreams.push({ ticks: ticksOfFile(file), tick, sheet });
    if (sheets.size > 0 && dreams.at(-1)!.ticks === simulation.tick) latents.push(sampleLatents(simulation, images));
    if (shelf.isDue(simulation.tick)) shelf.put(simulation.tick, simulation.snapshot());
  }

  function look(): void {
    const from = now();
    post({ type: 'live', brain: { dream: dreamNow(), latents: sampleLatents(simulation, images) } });
    lookedAtTick = simulation.tick;
    lookAt = now() + Math.max(LOOK_MS, LOOK_SHARE * (now() - from));
  }

  const dreamNow = (): DreamOfTick => ({
    ticks: simulation.tick,
    tick: Math.max(0, simulation.tick - 1),
    sheet: simulation.dream(),
  });

  function rest(): void {
    running?.unsubscribe();
    running = undefined;
    tell();
    // After other requests: another step may be waiting.
    setTimeout(() => {
      if (watching && running === undefined && lookedAtTick !== simulation.tick) attempt(look);
    });
  }

  function attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      fail(error);
    }
  }

  /** The brain rests where it was; what it lived through before is told first. */
  function fail(error: unknown): void {
    watching = false;
    tell();
    post({ type: 'failed', id: null, problem: problemOf(error) });
    rest();
  }

  function run(id: number, until: number): void {
    running?.unsubscribe();
    runs = id;
    livedAt = now();
    const subscription = new Subscription();
    running = subscription;
    const next = (report: TickReport): void =>
      attempt(() => {
        take(report);
        if (watching && now() >= lookAt) look();
        if (now() - sentAt >= MESSAGE_MS) tell();
      });
    // The first tick is lived at once, and may end the run.
    subscription.add(reportsOf(simulation, { until }).subscribe({ next, error: fail, complete: rest }));
  }

  const { labels, classNames, height, width, channels, pixels } = followedImages(images);
  post({
    type: 'born',
    birth: {
      ...{ backend, config, totalTicks: simulation.totalTicks, command: runCommand(config) },
      changed: changedKeys(resolveConfig({}), config),
      images: { labels, classNames, height, width, channels, pixels: pixels.slice() },
    },
  });
  tell();

  return {
    handle(request) {
      switch (request.type) {
        case 'run':
          return run(request.run, request.until ?? Infinity);
        case 'rest':
          return rest();
        case 'clamp':
          clamps = withChange(clamps, simulation.tick, request.levels);
          clampsObeyed++;
          return tell();
        case 'watch':
          watching = request.on;
          if (watching && running === undefined) attempt(look);
          return;
        case 'dream':
          return answer(request.id, () => post({ type: 'dreamed', id: request.id, dream: dreamNow() }));
        case 'snapshot':
          return answer(request.id, () => post({ type: 'moment', id: request.id, moment: momentAt(request.tick) }));
        default:
          return request satisfies never;
      }
    },
    dispose() {
      running?.unsubscribe();
      simulation.dispose();
    },
  };

  function momentAt(tick: number): { tick: number; snapshot: Snapshot } | null {
    if (tick === simulation.tick && tick > 0) return { tick, snapshot: simulation.snapshot() };
    return shelf.latestAt(tick) ?? null;
  }

  function answer(id: number, act: () => void): void {
    try {
      act();
    } catch (error) {
      post({ type: 'failed', id, problem: problemOf(error) });
    }
  }
}

const drawImages = ({ data: { seed, train, test } }: RunConfig): ImageCollection =>
  createScenes({ seed, train: train!, test: test! });

/** @param file such as `dreams/000009.safetensors` */
const ticksOfFile = (file: string): number => Number(/(\d+)\.\w+$/.exec(file)![1]);
