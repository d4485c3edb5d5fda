import { clampState, stateAt, type BrainState, type HeldLevels } from '@oneiros/conductor';
import { createPlasticity, evaluate, type Cortex, type Losses } from '@oneiros/cortex';
import { createRandomStreams } from '@oneiros/random';
import type { ImageCollection } from '@oneiros/senses';
import { measureAreas, roundFloat } from './area-probes.ts';
import type { RunConfig } from './config/run-config.ts';
import { drawDreamSheet, type DreamSheet } from './dream-sheet.ts';
import { DivergedError, FinishedError } from './errors.ts';
import { EVENT_VERSION, type EventOf, type MeasurementEvent, type OneirosEvent } from './events.ts';
import { lossNames, type LossName } from './loss-names.ts';
import { expectImages } from './expect-images.ts';
import { disposeExperience, experienceOf, lacksReplay } from './experience-of.ts';
import { growCortex } from './grow-cortex.ts';
import { createMemory, isHippocampusSilent, type Moment } from './memory.ts';
import type { ProbeMoment } from './config/probe-moment.ts';
import { createProbeContext, type ProbeContext } from './probes/probe-context.ts';
import { readoutOptionsOf } from './probes/readout.ts';
import { measure } from './probes/registry.ts';
import { createRememberedLatents } from './remembered-latents.ts';
import { createRetina, type Sight } from './retina.ts';
import { checkpointFile, createRunPlan, dreamFile, type Duties } from './run-plan.ts';
import { copyBrain, notFiniteSynapse, restoreBrain, storeOf, type Snapshot } from './snapshot.ts';
import { createWakeClock } from './wake-clock.ts';

/** What one tick brought. */
export interface TickReport {
  readonly tick: number;
  readonly events: readonly OneirosEvent[];
  /** Pictures that a `dream` event refers to, by its file. */
  readonly dreams: ReadonlyMap<string, DreamSheet>;
  /** Whether a checkpoint is due now, before the next tick. */
  readonly checkpointDue: boolean;
  readonly finished: boolean;
}

/** A brain that lives through the ticks of its schedule, one at a time. */
export interface Simulation {
  readonly config: RunConfig;
  readonly cortex: Cortex;
  /** The next tick to run. */
  readonly tick: number;
  readonly totalTicks: number;
  /** Complete passes over the training images make an epoch; the epoch of a tick, from 0. */
  epochOf(tick: number): number;
  /** Whether a checkpoint taken before this tick is kept for good. */
  isMilestone(tick: number): boolean;
  /**
   * Runs exactly one tick: state, experience, learning, encoding, probes.
   *
   * @throws DivergedError before anything has learned from a loss that is not finite or too large
   * @throws FinishedError after the last tick
   */
  advance(): TickReport;
  /** What the brain as it is now makes of the first test images; changes nothing. */
  dream(): DreamSheet;
  /** A copy of the whole brain before the next tick. @throws DivergedError if a weight is not finite */
  snapshot(): Snapshot;
  /** Takes over a brain and its place in time. @throws SnapshotMismatchError */
  restore(snapshot: Snapshot): void;
  /** Frees every tensor. */
  dispose(): void;
}

export interface SimulationOptions {
  readonly config: RunConfig;
  /** Those that `config.data` names. */
  readonly images: ImageCollection;
  /**
   * Levels that an experimenter holds in a tick, against the schedule: gates follow, and events carry them. A function of the
   * tick alone, so that a resumed brain lives the same life. A clamp of NA that opens the senses in planned sleep shows images of its
   * own; one that shuts them in planned Wake lets a mini-batch pass unseen, and with it the start of an epoch or a day in the store.
   */
  readonly clamp?: ((tick: number) => HeldLevels) | undefined;
}

/**
 * The night loop: the one place where conductor, senses, cortex and hippocampus meet.
 *
 * @throws ImagesMismatchError, ConfigError
 */
export function createSimulation({ config, images, clamp = () => nothingHeld }: SimulationOptions): Simulation {
  expectImages(config, images);
  const seedOf = (part: keyof RunConfig['seeds']) => createRandomStreams(config.seeds[part] ?? config.seed);
  const noise = seedOf('noise');
  const cortex = growCortex(config, images.train.channels);
  const plasticity = createPlasticity(cortex, { ...config.plasticity, idle: idleOf(config) });
  const memory = createMemory(config, noise);
  const retina = createRetina(images.train, config.batchSize, config.data.days, seedOf('order'));
  const clock = createWakeClock(config, retina.batchesPerEpoch);
  const plan = createRunPlan(config, clock);
  const remembered = createRememberedLatents();
  let tick = 0;

  /** Whether the brain has just been restored without the memories that it had. */
  let isStoreAnew = false;

  /** Whether a sleep begins: it is told once that there is nothing to dream of, not in each of its mini-batches. */
  const fallsAsleep = (at: number): boolean =>
    at === 0 || isStoreAnew || stateAt(config.schedule, at - 1).gates.connected;

  /** Evaluates, learns and encodes. @returns the events of learning */
  function live(state: BrainState, isPlannedWake: boolean): OneirosEvent[] {
    const sight: Sight = {
      seenBefore: clock.seenBefore(tick),
      day: clock.dayOf(tick),
      seenBeforeDay: clock.seenBeforeDay(tick),
      unplannedAt: state.gates.connected && !isPlannedWake ? tick : undefined,
    };
    const experience = experienceOf(state, sight, { config, retina, memory, noise });
    const evaluation = evaluate(cortex, experience);
    try {
      const events: OneirosEvent[] =
        fallsAsleep(tick) && lacksReplay(experience) && !isHippocampusSilent(config)
          ? [{ type: 'warning', v: EVENT_VERSION, tick, message: emptyStoreWarning(config) }]
          : [];
      const losses = expectFinite(evaluation.losses, tick, config.divergedAboveLoss);
      if (Object.keys(losses).length > 0) events.push({ type: 'losses', v: EVENT_VERSION, tick, ...losses });
      const learn = (): void => plasticity.apply(evaluation, state.gates);
      if (plan.measuresAreas(state.cycle)) events.push(...measureAreas(cortex, experience, tick, learn));
      else learn();
      if (evaluation.latent) memory.encode(evaluation.latent, momentOf(sight), evaluation.imageErrors);
      return events;
    } finally {
      evaluation.latent?.dispose();
      evaluation.dispose();
      disposeExperience(experience);
    }
  }

  const momentOf = ({ seenBefore, day, seenBeforeDay, unplannedAt }: Sight): Moment => ({
    tick,
    day,
    isFirstOfEpoch: unplannedAt === undefined && seenBefore % retina.batchesPerEpoch === 0,
    isFirstOfDay: unplannedAt === undefined && seenBefore === seenBeforeDay,
  });

  /** Says in the log where a clamp begins, changes or ends. */
  function clampEvents(): OneirosEvent[] {
    const [before, now] = [tick === 0 ? nothingHeld : clamp(tick - 1), clamp(tick)].map(heldText);
    return before === now ? [] : [{ type: 'warning', v: EVENT_VERSION, tick, message: `Levels: ${now}.` }];
  }

  /** Dreams and probes of the brain that has learned nothing yet. */
  function lookBefore(dreams: Map<string, DreamSheet>): OneirosEvent[] {
    const context = createProbeContext({ cortex, images, config, tick: 0, epoch: 0 });
    return [
      ...(config.dreams.everyEpochs > 0 || config.dreams.everyNights > 0 ? [dream(0, 0, dreams)] : []),
      ...plan.probesBefore.map((moment) => measureMoment(moment, context)),
    ];
  }

  /** Readout, probes, dreams, checkpoint and end, as far as they are due after this tick. */
  function probe(duties: Duties, dreams: Map<string, DreamSheet>): OneirosEvent[] {
    const events: OneirosEvent[] = [];
    const epoch = clock.epochsAfter(tick + 1);
    const header = { v: EVENT_VERSION, tick, epoch } as const;
    const context = createProbeContext({ cortex, images, config, tick: tick + 1, epoch, earlier: remembered.moments });
    if (duties.readout) {
      const { softmax, ridge, testImages } = measure('readout', context, readoutOptionsOf(config));
      const accuracies = { trainAccuracy: softmax.trainAccuracy, testAccuracy: softmax.accuracy };
      events.push({
        ...{ type: 'probe', ...header, probe: 'readout' },
        ...{ ...accuracies, ridgeAccuracy: ridge.accuracy, testImages },
      });
    }
    events.push(...duties.probes.map((moment) => measureMoment(moment, context)));
    if (duties.dreams) events.push(dream(tick + 1, epoch, dreams));
    if (duties.finished) events.push({ type: 'finished', ...header });
    if (duties.checkpoint) events.push({ type: 'checkpoint', ...header, file: checkpointFile(tick + 1) });
    return events;
  }

  /** One entry of `probes.at`. */
  const measureMoment = ({ probe, options }: ProbeMoment, context: ProbeContext): MeasurementEvent => {
    const header = { v: EVENT_VERSION, tick, epoch: context.epoch } as const;
    const result = measure(probe, context, options);
    if (probe === 'staleness') remembered.remember(context, options.images);
    return { type: 'probe', ...header, probe, result } as MeasurementEvent;
  };

  const dreamNow = (): DreamSheet => drawDreamSheet(cortex, images.test, config, noise);

  function dream(ticks: number, epoch: number, dreams: Map<string, DreamSheet>): OneirosEvent {
    const sheet = dreamNow();
    const file = dreamFile(ticks);
    dreams.set(file, sheet);
    return { type: 'dream', v: EVENT_VERSION, tick, epoch, images: sheet.seen.shape[0]!, file };
  }

  return {
    config,
    cortex,
    get tick() {
      return tick;
    },
    totalTicks: clock.totalTicks,
    epochOf: clock.epochOf,
    isMilestone: plan.isMilestone,
    advance() {
      if (tick >= clock.totalTicks) throw new FinishedError(clock.totalTicks);
      const planned = stateAt(config.schedule, tick);
      const state = clampState(config.schedule, planned, clamp(tick));
      const duties = plan.duties(tick);
      const dreams = new Map<string, DreamSheet>();
      const before = tick === 0 ? lookBefore(dreams) : [];
      const events = [
        ...before,
        ...clampEvents(),
        stateEvent(state, clock.epochOf(tick)),
        ...live(state, planned.gates.connected),
        ...probe(duties, dreams),
      ];
      tick++;
      isStoreAnew = false;
      return { tick: state.tick, events, dreams, checkpointDue: duties.checkpoint, finished: duties.finished };
    },
    dream: dreamNow,
    snapshot() {
      const snapshot = copyBrain(cortex, plasticity, memory.snapshot(), tick);
      for (const [name, tensor] of remembered.tensors()) snapshot.tensors.set(name, tensor);
      const broken = notFiniteSynapse(cortex, snapshot);
      if (broken !== undefined) throw new DivergedError(Math.max(0, tick - 1), `the weight ${broken}`, NaN);
      return snapshot;
    },
    restore(snapshot) {
      restoreBrain(cortex, plasticity, snapshot);
      const stored = storeOf(snapshot);
      if (stored) memory.restore(stored);
      isStoreAnew = stored === undefined;
      remembered.restore(snapshot.tensors);
      tick = snapshot.cursor.tick;
    },
    dispose() {
      memory.dispose();
      plasticity.dispose();
      cortex.dispose();
    },
  };
}

const emptyStoreWarning = ({ schedule }: RunConfig): string =>
  [
    'This sleep comes before any waking: the hippocampus holds nothing yet, so that it replays nothing and teaches nothing.',
    ...(schedule.kind === 'life' ? ['schedule.source.startHours lets the days begin at another hour.'] : []),
  ].join(' ');

const nothingHeld: HeldLevels = {};

const heldText = ({ ach, na }: HeldLevels): string =>
  Object.entries({ ACh: ach, NA: na })
    .map(([name, level]) => `${name} ${level === undefined || level === null ? 'by the schedule' : `held at ${level}`}`)
    .join(', ');

/** Coasting is what the published runs did; in long blocks of one state it would shrink Adam's second moments. */
const idleOf = ({ plasticity, schedule }: RunConfig): 'coast' | 'hold' =>
  plasticity.idle === 'auto' ? (schedule.kind === 'cycle' ? 'coast' : 'hold') : plasticity.idle;

function stateEvent(state: BrainState, epoch: number): EventOf<'state'> {
  const { tick, cycle, night, seconds, stage, ach, na, gates } = state;
  return { type: 'state', v: EVENT_VERSION, tick, cycle, night, epoch, seconds, stage, ach, na, gates: { ...gates } };
}

/** @throws DivergedError */
function expectFinite(losses: Losses, tick: number, limit: number): Partial<Record<LossName, number>> {
  const values: Partial<Record<LossName, number>> = {};
  for (const name of lossNames) {
    const value = losses[name];
    if (value === undefined) continue;
    if (!(Math.abs(value) <= limit)) throw new DivergedError(tick, name, value);
    values[name] = roundFloat(value);
  }
  return values;
}
