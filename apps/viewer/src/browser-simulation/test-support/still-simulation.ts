import { resolveConfig, type EventOf } from '@oneiros/simulation';
import { BehaviorSubject, NEVER, of, type Observable } from 'rxjs';
import { createTestSource } from '../../state/test-source.ts';
import type { BackendReport } from '../backend.ts';
import { browserLayers, defaultBrain, type BrainChoice } from '../browser-config.ts';
import { withChange, type ClampChange } from '../clamp-log.ts';
import type { Activity, BrowserSimulation } from '../create-browser-simulation.ts';
import type { Problem } from '../errors.ts';
import { createLatentPlanes } from '../latent-planes.ts';
import type { LiveBrain } from '../protocol.ts';
import { unmeasured, type Speed } from '../speed-meter.ts';
import { canStep } from '../step-target.ts';

export interface StillOptions {
  readonly activity?: Activity;
  readonly ticks?: number;
  readonly brain?: Partial<BrainChoice>;
  readonly backend?: BackendReport | null;
  readonly speed?: Speed;
  readonly clamps?: readonly ClampChange[];
  readonly problem?: Problem | null;
  /** Whether the living brain can be looked at. */
  readonly isSeen?: boolean;
}

const cpu: BackendReport = { name: 'cpu', device: 'plain JavaScript, one thread', emulated: false, passedOver: [] };
const CLASSES = ['ball', 'cube', 'mug', 'tree', 'house', 'fish', 'bird', 'car', 'flower', 'key'];

/** A brain that stands still in some state and notes what it is asked for, for stories. */
export function stillSimulation(options: StillOptions = {}): BrowserSimulation & { readonly asked: readonly string[] } {
  const { activity = 'resting', ticks = 7, backend = cpu, speed = unmeasured, problem = null, isSeen = true } = options;
  const brain = { ...defaultBrain, ...options.brain };
  const config = resolveConfig(...browserLayers(brain));
  const isBorn = backend !== null;
  const head = { config, totalTicks: 19_200, status: 'running', changed: ['batchSize'], backend: 'cpu' } as const;
  const source = createTestSource({ ticks, head, kind: 'simulation' });
  const activity$ = new BehaviorSubject<Activity>(activity);
  const clamps$ = new BehaviorSubject<readonly ClampChange[]>(options.clamps ?? []);
  const asked: string[] = [];
  const images = imagesOf(40);
  const planes = createLatentPlanes(images);
  return {
    ...source,
    ...{ kind: 'simulation', asked, brain, backendChoice: 'auto', tick: ticks, activity$, clamps$ },
    head$: isBorn ? source.head$ : NEVER,
    playing$: of(activity === 'playing'),
    backend$: of(backend),
    speed$: of(speed),
    problem$: of(problem),
    state$: of(ticks === 0 ? null : stateOf(ticks - 1)),
    live$: (isSeen ? of(brainNow(ticks)) : NEVER) as Observable<LiveBrain>,
    get clamps() {
      return clamps$.value;
    },
    play() {
      asked.push('play');
      activity$.next('playing');
    },
    pause() {
      asked.push('pause');
      activity$.next('resting');
    },
    async step(unit) {
      asked.push(`step ${unit}`);
    },
    clamp(levels) {
      asked.push(`clamp ${JSON.stringify(levels)}`);
      clamps$.next(withChange(clamps$.value, ticks, levels));
    },
    canStep: (unit) => isBorn && canStep(unit, config.schedule),
    planeOf: planes.planeOf,
    refitLatents: planes.refit,
    branch: (tick) => Promise.reject(new Error(`No branch at tick ${tick} in a story.`)),
  };
}

const stateOf = (tick: number): EventOf<'state'> =>
  ({
    ...{ type: 'state', v: 1, tick, cycle: Math.floor(tick / 3), night: 0, epoch: 0, seconds: 30 * tick },
    ...{ stage: ['WAKE', 'NREM', 'REM'][tick % 3]!, ach: tick % 3 === 1 ? 0 : 1, na: tick % 3 === 0 ? 1 : 0 },
    gates: {
      ...{ discriminator: tick % 3 === 1 ? 0 : 1, target: tick % 3 === 0 ? 1 : 0, sign: tick % 3 === 0 ? 1 : -1 },
      ...{ nrem: tick % 3 === 1 ? 1 : 0, connected: tick % 3 === 0 },
    },
  }) satisfies EventOf<'state'>;

function imagesOf(count: number) {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % CLASSES.length);
  return { labels, classNames: CLASSES, height: 1, width: 1, channels: 3, pixels: new Uint8Array(3 * count) };
}

/** Waves for images, and latents in ten heaps. */
function brainNow(ticks: number): LiveBrain {
  const shape = [8, 32, 32, 3];
  const picture = (wave: number) => ({
    dtype: 'U8' as const,
    shape,
    data: Uint8Array.from({ length: 8 * 32 * 32 * 3 }, (_, i) => 128 + 100 * Math.sin(i / wave)),
  });
  const pictures = { seen: picture(7), reconstructed: picture(9), nrem: picture(31), rem: picture(97) };
  const sheet = { ...pictures, mixtures: Array.from({ length: 8 }, () => ({ images: [], noise: 1 })) };
  const clean = Float32Array.from({ length: 40 * 4 }, (_, i) => Math.sin((i % 40) * 1.7 + i / 40));
  const occluded = clean.map((value, i) => value + 0.1 * Math.cos(i));
  return { dream: { ticks, tick: Math.max(0, ticks - 1), sheet }, latents: { ticks, clean, occluded } };
}
