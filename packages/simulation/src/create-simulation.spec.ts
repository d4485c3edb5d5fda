import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveConfig } from './config/resolve-config.ts';
import { conditionNames } from './config/condition-names.ts';
import type { RunConfigInput } from './config/run-config.ts';
import { createSimulation } from './create-simulation.ts';
import { DivergedError, FinishedError, ImagesMismatchError, SnapshotMismatchError } from './errors.ts';
import { eventSchema } from './events.ts';
import { loopProbeNames, probeOf, type ProbeResult } from './probes/registry.ts';
import { initialRunState, reduceEvents } from './run-state.ts';
import { advanceBy, eventsOf, livingSimulations, only } from './test-support/living-simulations.ts';
import { collectionOf, noiseSet } from './test-support/tiny-brain.ts';
import { tinyProbeOptions } from './test-support/tiny-probe-options.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});

/** Noise of 8 x 8 pixels, for which the cortex has V1 and IT alone. */
const images = collectionOf(noiseSet('train', 14), noiseSet('test', 5));

/** 14 images in mini-batches of 4: an epoch of 3, the last two images left out. */
const tiny: RunConfigInput = {
  model: { imageSidePx: 8, baseWidth: 2, latentSize: 4 },
  batchSize: 4,
  duration: { count: 2, unit: 'epochs' },
  probes: { readoutEpochs: 1, areasEveryCycles: 2 },
  dreams: { count: 3 },
  checkpoints: { everyTicks: 4 },
};
/** Every probe that can measure inside the loop, before learning, amid an epoch and at the end of each. */
const everyProbe: NonNullable<RunConfigInput['probes']>['at'] = loopProbeNames.map((probe) => ({
  ...{ probe, everyEpochs: 1, ticks: [0, 4, 13] },
  options: probeOf(probe).options.parse(tinyProbeOptions[probe] ?? {}),
}));
const { living, simulationOf } = livingSimulations(images, tiny);

describe('createSimulation', () => {
  it('lives through Wake, NREM and REM of every mini-batch and ends after the last whole night', () => {
    const simulation = simulationOf();
    expect(simulation.totalTicks).toBe(2 * 3 * 3); // epochs x mini-batches x states
    const reports = advanceBy(simulation, 18);
    const events = eventsOf(reports);
    expect(only(events, 'state').map(({ stage }) => stage)).toEqual(Array(6).fill(['WAKE', 'NREM', 'REM']).flat());
    expect(only(events, 'state').map(({ epoch }) => epoch)).toEqual([...Array(9).fill(0), ...Array(9).fill(1)]);
    expect(
      only(events, 'losses')
        .slice(0, 3)
        .map((event) => Object.keys(event).slice(3)),
    ).toEqual([['reconstruction', 'divergence', 'reality'], ['nrem'], ['adversarial']]);
    expect(reports.at(-1)!.finished).toBe(true);
    expect(() => simulation.advance()).toThrow(FinishedError);
  });

  it('gives events that fit their schema and survive JSON unchanged', () => {
    for (const event of eventsOf(advanceBy(simulationOf(), 18))) {
      expect(eventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
    }
  });

  it('probes, dreams and saves at the ticks that the configuration names', () => {
    const events = eventsOf(advanceBy(simulationOf(), 18));
    expect(only(events, 'probe')).toMatchObject([
      { tick: 8, epoch: 1, testImages: 5 },
      { tick: 17, epoch: 2, testImages: 5 },
    ]);
    expect(only(events, 'dream').map(({ file }) => file)).toEqual([
      'dreams/000000.safetensors',
      'dreams/000009.safetensors',
      'dreams/000018.safetensors',
    ]);
    expect(only(events, 'checkpoint').map(({ tick }) => tick + 1)).toEqual([4, 8, 12, 16, 18]);
    // Cycles 0, 2 and 4, three ticks each.
    expect(only(events, 'activity').map(({ tick }) => tick)).toEqual([0, 1, 2, 6, 7, 8, 12, 13, 14]);
  });

  it('measures what probes.at asks for, when it asks, and the very numbers of the readout beside it', () => {
    const at: RunConfigInput = {
      probes: {
        at: [
          { probe: 'readout', everyEpochs: 2, ticks: [0, 4], options: { epochs: 1, trainImages: 10 } },
          { probe: 'readout', everyEpochs: 1, options: { epochs: 1 } },
        ],
      },
    };
    const run = eventsOf(advanceBy(simulationOf(at), 18)).reduce(reduceEvents, initialRunState);
    expect(run.measurements.map(({ tick, epoch }) => [tick, epoch])).toEqual([
      [0, 0], // before the first tick
      [3, 0], // after four ticks
      [8, 1],
      [17, 2],
      [17, 2],
    ]);
    expect(run.measurements[0]!.result).toMatchObject({ trainImages: 10, testImages: 5 });
    expect([run.measurements[2]!, run.measurements[4]!].map(({ result }) => result)).toMatchObject(
      run.probes.map(({ trainAccuracy, testAccuracy, ridgeAccuracy }) => ({
        softmax: { accuracy: testAccuracy, trainAccuracy },
        ridge: { accuracy: ridgeAccuracy },
      })),
    );
  });

  it('follows how stale the z of the same images becomes', () => {
    const at: RunConfigInput = { probes: { at: [{ probe: 'staleness', ticks: [0, 3, 7], options: { images: 4 } }] } };
    const run = eventsOf(advanceBy(simulationOf(at), 18)).reduce(reduceEvents, initialRunState);
    expect(run.measurements.map(({ result }) => (result as ProbeResult<'staleness'>).ageTicks)).toEqual([
      [],
      [3],
      [4, 7],
    ]);
    const { distance } = run.measurements[2]!.result as ProbeResult<'staleness'>;
    expect(distance[1]).toBeGreaterThan(distance[0]!);
  });

  it('lives the same life with and without probes', () => {
    const [plain, probed] = [[], everyProbe].map((at) => {
      const simulation = simulationOf({ probes: { at, readoutEveryEpochs: 0 } });
      const events = eventsOf(advanceBy(simulation, 18)).filter(({ type }) => type !== 'probe');
      return { events, snapshot: simulation.snapshot() };
    });
    expect(probed!.events).toEqual(plain!.events);
    for (const [name, { data }] of plain!.snapshot.tensors) {
      expect(probed!.snapshot.tensors.get(name)!.data, name).toEqual(data);
    }
    expect(probed!.snapshot.cursor).toEqual(plain!.snapshot.cursor);
  });

  it('goes on from a snapshot with its probes as if it had never stopped', () => {
    const config = { probes: { at: everyProbe } };
    const whole = simulationOf(config);
    const expected = eventsOf(advanceBy(whole, 18));
    for (const event of only(expected, 'probe'))
      expect(eventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
    const first = simulationOf(config);
    const head = eventsOf(advanceBy(first, 10));
    const second = simulationOf(config);
    second.restore(first.snapshot());
    expect([...head, ...eventsOf(advanceBy(second, 8))]).toEqual(expected);
    expect(second.snapshot()).toEqual(whole.snapshot());
  });

  it('moves only the feedforward pathway in NREM, as its plasticity shows', () => {
    const changes = only(eventsOf(advanceBy(simulationOf({ plasticity: { idle: 'hold' } }), 3)), 'plasticity');
    expect(changes[0]!.areas['V1']!.feedback).toBeGreaterThan(0);
    expect(changes[1]!.areas['V1']).toEqual({ feedforward: expect.any(Number), feedback: 0 });
    expect(changes[1]!.areas['V1']!.feedforward).toBeGreaterThan(0);
    expect(changes[1]!.areas['realityMonitor']!.feedforward).toBe(0);
  });

  it('holds as many tensors after a tick as before it', () => {
    const simulation = simulationOf();
    advanceBy(simulation, 6); // both memories are filled
    const before = tf.memory().numTensors;
    for (let tick = 6; tick < 9; tick++) {
      simulation.advance();
      expect(tf.memory().numTensors, `tick ${tick}`).toBe(before);
    }
    // The first mini-batch of an epoch forgets the one before it: one tensor fewer until the second.
    advanceBy(simulation, 3);
    expect(tf.memory().numTensors).toBe(before - 1);
    advanceBy(simulation, 6);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('frees every tensor in the end', () => {
    const before = tf.memory().numTensors;
    const simulation = createSimulation({ config: resolveConfig(tiny), images });
    advanceBy(simulation, 5);
    simulation.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('goes on from a snapshot as if it had never stopped, bit by bit', () => {
    const whole = simulationOf();
    const expected = eventsOf(advanceBy(whole, 18));
    for (const stop of [1, 2, 5, 9, 12]) {
      const first = simulationOf();
      const head = eventsOf(advanceBy(first, stop));
      const second = simulationOf({});
      second.restore(first.snapshot());
      expect([...head, ...eventsOf(advanceBy(second, 18 - stop))]).toEqual(expected);
      expect(second.snapshot()).toEqual(whole.snapshot());
    }
  });

  it.each(['blocks-10', 'mix-four', 'kl-annealed', 'rich-perturbation', 'feedback-silenced'] as const)(
    'goes on from a snapshot in the condition %s too, in the middle of blocks and epochs',
    (condition) => {
      const layers: RunConfigInput[] = [{ condition }, { duration: { count: 36, unit: 'ticks' } }];
      const whole = simulationOf(...layers);
      const expected = eventsOf(advanceBy(whole, 36));
      const before = tf.memory().numTensors;
      for (const stop of [4, 15, 27]) {
        const first = simulationOf(...layers);
        const head = eventsOf(advanceBy(first, stop));
        const second = simulationOf(...layers);
        second.restore(first.snapshot());
        expect([...head, ...eventsOf(advanceBy(second, 36 - stop))]).toEqual(expected);
        expect(second.snapshot()).toEqual(whole.snapshot());
        living.splice(1).forEach((simulation) => simulation.dispose());
      }
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it.each(['uniform', 'recent'] as const)(
    'dreams of single episodes of the day (%s), and goes on from a snapshot',
    (sampling) => {
      const bouts = { nremTicks: { first: 2, last: 2 }, remTicks: { first: 1, last: 1 }, cyclesPerNight: 1 };
      const day: RunConfigInput = {
        store: { kind: 'day', capacity: 6, sampling, recencyTicks: 2 },
        schedule: { kind: 'nights', nights: 2, dayMiniBatches: 3, ...bouts },
      };
      const whole = simulationOf(day);
      expect(whole.totalTicks).toBe(12); // W W W N N R, twice
      const expected = eventsOf(advanceBy(whole, 12));
      expect(only(expected, 'losses').filter(({ nrem }) => nrem !== undefined)).toHaveLength(4);
      for (const stop of [2, 5, 8]) {
        const first = simulationOf(day);
        const head = eventsOf(advanceBy(first, stop));
        // Three mini-batches of four are offered to six places; the second day starts with an empty store.
        expect(first.snapshot().tensors.get('store.episodes')!.shape).toEqual([6, 4]);
        const second = simulationOf(day);
        second.restore(first.snapshot());
        expect([...head, ...eventsOf(advanceBy(second, 12 - stop))]).toEqual(expected);
      }
      const tensors = tf.memory().numTensors;
      const again = simulationOf(day);
      advanceBy(again, 12);
      again.dispose();
      living.pop();
      expect(tf.memory().numTensors).toBe(tensors);
    },
  );

  it('draws weights, order and noise from seeds of their own', () => {
    const livedWith = (seeds: RunConfigInput['seeds']) => {
      const simulation = simulationOf({ seeds });
      const [wake, nrem, rem] = only(eventsOf(advanceBy(simulation, 3)), 'losses');
      return { wake, nrem, rem, weights: simulation.snapshot().tensors };
    };
    const paired = livedWith({});
    expect(livedWith({ weights: 1, order: 1, noise: 1 })).toEqual(paired);
    const otherNoise = livedWith({ noise: 2 });
    expect(otherNoise.wake).toEqual(paired.wake);
    expect(otherNoise.weights).not.toEqual(paired.weights);
    expect(livedWith({ order: 2 }).wake).not.toEqual(paired.wake);
    expect(livedWith({ weights: 2 }).wake).not.toEqual(paired.wake);
  });

  it.each(conditionNames)('lives one night of every kind of mini-batch in the condition %s', (condition) => {
    // 16 px, for which the cortex has V1, V2 and IT: the shallower one still has V1.
    const side: RunConfigInput = { model: { imageSidePx: 16 }, dreams: { everyEpochs: 0 } };
    const config = resolveConfig(tiny, side, { condition, duration: { count: 2, unit: 'cycles' } });
    const larger = collectionOf(noiseSet('train', 14, 16), noiseSet('test', 5, 16));
    const simulation = createSimulation({ config, images: larger });
    living.push(simulation);
    const reports = advanceBy(simulation, simulation.totalTicks);
    const losses = new Set(only(eventsOf(reports), 'losses').flatMap((event) => Object.keys(event).slice(3)));
    const { objectives, schedule, learning, lesions } = simulation.config;
    const dreams = !lesions.hippocampus.silent;
    const isAlternating = learning.rule === 'wake-sleep';
    const hasRem = schedule.kind === 'cycle' && schedule.order.includes('rem');
    expect(losses.has('reality')).toBe(objectives.reality !== 0 && !isAlternating);
    expect(losses.has('nrem')).toBe(dreams && objectives.nrem !== 0);
    expect(losses.has('adversarial')).toBe(dreams && hasRem && objectives.adversarial !== 0 && !isAlternating);
    expect(reports.at(-1)!.finished).toBe(true);
  });

  it('stops at a loss beyond its limit before anything has learned from it', () => {
    const simulation = simulationOf({ divergedAboveLoss: 1e-9 });
    const before = simulation.snapshot();
    expect(() => simulation.advance()).toThrow(DivergedError);
    expect(() => simulation.advance()).toThrow(/tick 0: reconstruction is 0\.\d+/);
    expect(simulation.snapshot()).toEqual(before);
  });

  it('refuses to save a brain with a weight that is not a number', () => {
    const simulation = simulationOf();
    const weight = simulation.cortex.synapses.get('V1.feedback.weight')!;
    tf.tidy(() => weight.assign(tf.fill(weight.shape, NaN)));
    expect(() => simulation.snapshot()).toThrow(/the weight V1.feedback.weight is NaN/);
  });

  it('warns where sleep comes before anything was seen', () => {
    const simulation = simulationOf({ schedule: { kind: 'cycle', order: ['nrem', 'wake'] } });
    const [first, , third] = advanceBy(simulation, 3);
    expect(only(first!.events, 'warning')[0]!.message).toMatch(/holds nothing yet/);
    expect(only(third!.events, 'warning')).toEqual([]);
  });

  it('refuses images and snapshots that do not fit its configuration', () => {
    expect(() => simulationOf({ data: { name: 'cifar10' } })).toThrow(/Expected the images cifar10/);
    expect(() => simulationOf({ model: { imageSidePx: 64 } })).toThrow(ImagesMismatchError);
    expect(() => simulationOf({ batchSize: 15 })).toThrow(/at least 15 training images/);
    const other = simulationOf({ model: { baseWidth: 3 } });
    expect(() => simulationOf().restore(other.snapshot())).toThrow(SnapshotMismatchError);
  });
});
