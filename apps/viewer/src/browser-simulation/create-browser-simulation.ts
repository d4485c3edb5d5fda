import type { EventOf } from '@oneiros/simulation';
import { BehaviorSubject, Observable, ReplaySubject, Subject } from 'rxjs';
import type { LatentPlane, RunHead, SteerableSource } from '../source/run-source.ts';
import type { BackendChoice, BackendReport } from './backend.ts';
import { browserLayers, defaultBrain, type BrainChoice } from './browser-config.ts';
import { changesBefore, withChange, type ClampChange } from './clamp-log.ts';
import { dreamImagesOf } from './dream-images.ts';
import { BrowserSimulationError, type Problem } from './errors.ts';
import { requestPageFrame, type RequestFrame } from './frame-queue.ts';
import { createLatentPlanes, type LatentPlanes } from './latent-planes.ts';
import { createLifeRecord, type Chapter } from './life-record.ts';
import type { Beginning, Birth, LatentSample, LiveBrain, Lived } from './protocol.ts';
import { unmeasured, type Speed } from './speed-meter.ts';
import { canStep, stepTarget, type StepUnit } from './step-target.ts';
import { createWorkerLine, type News, type WorkerPort } from './worker-line.ts';

export interface BrowserSimulationOptions extends Partial<BrainChoice> {
  readonly backend?: BackendChoice;
  /** Levels held by hand at ticks to come, as a permalink brings them. */
  readonly clamps?: readonly ClampChange[];
  /** Lives up to this tick at once. */
  readonly tick?: number;
  readonly createWorker?: () => WorkerPort;
  readonly requestFrame?: RequestFrame;
}

/** What the brain is at. */
export type Activity = 'beginning' | 'resting' | 'playing' | 'stepping' | 'finished' | 'failed';

/** A brain that lives in this browser, in a worker. */
export interface BrowserSimulation extends SteerableSource {
  readonly brain: BrainChoice;
  readonly backendChoice: BackendChoice;
  /** The tick that is lived next. */
  readonly tick: number;
  readonly activity$: Observable<Activity>;
  /** Null until it has begun. */
  readonly backend$: Observable<BackendReport | null>;
  readonly speed$: Observable<Speed>;
  /** The last tick that was lived; null before the first. */
  readonly state$: Observable<EventOf<'state'> | null>;
  readonly clamps$: Observable<readonly ClampChange[]>;
  readonly problem$: Observable<Problem | null>;
  /** Looks at the living brain, about one a second while it lives; it is looked at only while someone subscribes. */
  readonly live$: Observable<LiveBrain>;
  /** Levels held by hand so far. */
  readonly clamps: readonly ClampChange[];
  canStep(unit: StepUnit): boolean;
  /** A look on the plane of all latents of this life; null before it began. */
  planeOf(sample: LatentSample): LatentPlane | null;
  /** Fixes the axes of the latent planes by the newest look. */
  refitLatents(): void;
  /**
   * Another life with the same past up to a tick, which it lives again from the nearest snapshot, with the levels that were held.
   * This one is not touched: close it when it is no longer shown.
   *
   * @throws BrowserSimulationError
   */
  branch(tick: number): Promise<BrowserSimulation>;
}

interface Past extends Chapter {
  readonly snapshot: Beginning['snapshot'];
}
const noPast: Past = { events: [], dreams: [], latents: [], snapshot: null };

/**
 * Starts a brain in a worker of its own. It rests until it is told to live.
 *
 * @throws ScheduleInvalidError, RangeError where the schedule is none; what goes wrong later comes by `problem$`
 */
export const createBrowserSimulation = (options: BrowserSimulationOptions = {}): BrowserSimulation =>
  beginLife(options, noPast);

const simulationWorker = (): WorkerPort =>
  new Worker(new URL('./simulation.worker.ts', import.meta.url), { type: 'module', name: 'oneiros simulation' });

function beginLife(options: BrowserSimulationOptions, past: Past): BrowserSimulation {
  const { createWorker = simulationWorker, requestFrame = requestPageFrame, backend: backendChoice = 'auto' } = options;
  const { seed, size, condition, schedule } = { ...defaultBrain, ...options };
  const brain: BrainChoice = { seed, size, condition, schedule };
  const layers = browserLayers(brain);
  const clampsAtFirst = options.clamps ?? [];

  const record = createLifeRecord();
  const createdAt = new Date().toISOString();
  let birth: Birth | undefined;
  let planes: LatentPlanes | undefined;
  let tick = 0;
  let runs = 0;
  let clampsAsked = 0;
  let diverged = false;
  const steps = new Map<number, { done: () => void; fail: (error: Error) => void }>();

  const head$ = new ReplaySubject<RunHead>(1);
  const activity$ = new BehaviorSubject<Activity>('beginning');
  const playing$ = new BehaviorSubject(false);
  const backend$ = new BehaviorSubject<BackendReport | null>(null);
  const speed$ = new BehaviorSubject<Speed>(unmeasured);
  const state$ = new BehaviorSubject<EventOf<'state'> | null>(null);
  const clamps$ = new BehaviorSubject<readonly ClampChange[]>(clampsAtFirst);
  const problem$ = new BehaviorSubject<Problem | null>(null);
  const looks$ = new Subject<LiveBrain>();
  const subjects = [head$, activity$, playing$, backend$, speed$, state$, clamps$, problem$, looks$];

  record.keep(past);
  state$.next(past.events.findLast((event) => event.type === 'state') ?? null);
  const line = createWorkerLine({ createWorker, requestFrame, onNews: receive, onProblem: fail });
  const beginning: Beginning = {
    ...{ layers, backend: backendChoice, clamps: clampsAtFirst },
    ...{ snapshot: past.snapshot, eventsBefore: past.events.length },
  };
  line.send({ type: 'begin', beginning });
  if (options.tick !== undefined && options.tick > 0) run(options.tick, false);

  function receive(news: News): void {
    if (news.type === 'born') beBorn(news.birth);
    else if (news.type === 'lived') live(news.lived);
    else looks$.next(news.brain);
  }

  function beBorn(born: Birth): void {
    birth = born;
    planes = createLatentPlanes(born.images);
    past.latents.forEach(planes.add);
    backend$.next(born.backend);
  }

  function live(lived: Lived): void {
    const expected = record.events.length;
    if (lived.eventsBefore !== expected) {
      const message = `Expected the events after ${expected}, got those after ${lived.eventsBefore}.`;
      fail({ code: 'EVENTS_LOST', message, advice: 'Start again, and report it: this must not happen.' });
      return line.close();
    }
    tick = lived.tick;
    lived.latents.forEach((sample) => planes!.add(sample));
    record.keep(lived);
    if (lived.clampsObeyed === clampsAsked) clamps$.next(lived.clamps);
    speed$.next(lived.speed);
    state$.next(lived.events.findLast((event) => event.type === 'state') ?? state$.value);
    // A message that was on its way when another run was asked for says nothing of that run.
    if (!lived.running && lived.run === runs) {
      playing$.next(false);
      if (activity$.value !== 'failed') activity$.next(lived.finished ? 'finished' : 'resting');
    }
    head$.next(headOf(birth!));
    for (const [id, { done }] of [...steps]) {
      if (id > lived.run || (id === lived.run && lived.running)) continue;
      steps.delete(id);
      done();
    }
  }

  function fail(problem: Problem): void {
    diverged = problem.code === 'DIVERGED';
    playing$.next(false);
    activity$.next('failed');
    problem$.next(problem);
    if (birth !== undefined) head$.next(headOf(birth));
    const error = new BrowserSimulationError(problem);
    steps.forEach((step) => step.fail(error));
    steps.clear();
  }

  function headOf({ config, changed, command, totalTicks, backend }: Birth): RunHead {
    const activity = activity$.value;
    const status =
      activity === 'finished' ? 'finished' : activity !== 'failed' ? 'running' : diverged ? 'diverged' : 'failed';
    const id = `browser/${config.condition}-${config.seed}`;
    const times = { createdAt, ticks: record.timeline.ticks, totalTicks };
    return { id, status, ...times, config, changed, command, backend: backend.name };
  }

  /** @returns which run it is */
  function run(until: number | null, plays: boolean): number {
    problem$.next(null);
    playing$.next(plays);
    activity$.next(plays ? 'playing' : 'stepping');
    line.send({ type: 'run', run: ++runs, until });
    return runs;
  }

  const step = (unit: StepUnit): Promise<void> => {
    if (birth === undefined) return Promise.reject(new BrowserSimulationError(NOT_BEGUN));
    const target = stepTarget(unit, birth.config.schedule, tick, birth.totalTicks);
    if (target === undefined) return Promise.reject(new BrowserSimulationError(noStep(unit)));
    const id = run(target, false);
    return new Promise((done, failed) => steps.set(id, { done, fail: failed }));
  };

  return {
    kind: 'simulation',
    ...{ brain, backendChoice, head$, activity$, playing$, backend$, speed$, state$, clamps$, problem$ },
    ...{ moments$: record.moments$, ticks$: record.ticks$ },
    live$: new Observable<LiveBrain>((subscriber) => {
      if (!looks$.observed) line.send({ type: 'watch', on: true });
      const looking = looks$.subscribe(subscriber);
      return () => {
        looking.unsubscribe();
        if (!looks$.observed) line.send({ type: 'watch', on: false });
      };
    }),
    get tick() {
      return tick;
    },
    get clamps() {
      return clamps$.value;
    },
    chunk: async (level, index) => record.timeline.chunk(level, index),
    async dreams(at) {
      const kept = record.dreamAt(at);
      if (kept !== undefined) return dreamImagesOf(kept);
      if (birth === undefined || at !== Math.max(0, tick - 1)) throw new BrowserSimulationError(noDreams(at));
      const { dream } = await line.ask<'dream'>({ type: 'dream' });
      return dreamImagesOf(dream);
    },
    latentTicks: async () => planes?.ticks ?? [],
    latents: async (at) => planes?.at(at) ?? null,
    planeOf: (sample) => planes?.planeOf(sample) ?? null,
    refitLatents: () => planes?.refit(),
    play: () => void run(null, true),
    pause: () => line.send({ type: 'rest' }),
    step,
    clamp(levels) {
      // A hand sees its own move at once; the worker says soon from which tick on it holds.
      clampsAsked++;
      clamps$.next(withChange(clamps$.value, tick, levels));
      line.send({ type: 'clamp', levels });
    },
    canStep: (unit) => birth !== undefined && canStep(unit, birth.config.schedule),
    async branch(at) {
      if (!Number.isInteger(at) || at < 0 || at > tick) throw new BrowserSimulationError(noMoment(at, tick));
      const { moment } = await line.ask<'snapshot'>({ type: 'snapshot', tick: at });
      const chapter = moment === null ? noPast : { ...record.before(moment.tick), snapshot: moment.snapshot };
      const clamps = changesBefore(clamps$.value, at);
      return beginLife({ ...options, clamps, tick: at }, chapter);
    },
    close() {
      line.close();
      const error = new BrowserSimulationError({ ...NOT_BEGUN, code: 'CLOSED', message: 'The simulation was closed.' });
      steps.forEach((waiting) => waiting.fail(error));
      steps.clear();
      record.complete();
      subjects.forEach((subject) => subject.complete());
    },
  };
}

const NOT_BEGUN: Problem = {
  code: 'NOT_BEGUN',
  message: 'The brain has not begun to live.',
  advice: 'Wait until the back end has started.',
};

const noStep = (unit: StepUnit): Problem => ({
  code: 'NO_STEP',
  message: `There is no further ${unit} to step by.`,
  advice:
    unit === 'night'
      ? 'The paper’s cycle has no nights: step by cycles, or choose a schedule of nights.'
      : 'The life is over: go back, or start again.',
});

const noDreams = (tick: number): Problem => ({
  code: 'NO_DREAMS',
  message: `No dreams were kept at tick ${tick}.`,
  advice: 'Choose the tick of a dream event, or the present.',
});

const noMoment = (tick: number, now: number): Problem => ({
  code: 'NO_MOMENT',
  message: `Expected a tick from 0 to ${now}, the present, got ${tick}.`,
  advice: 'Go back to a tick that was lived.',
});
