import type { HeldLevels } from '@oneiros/conductor';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveConfig } from './config/resolve-config.ts';
import type { RunConfigInput } from './config/run-config.ts';
import { createSimulation, type Simulation } from './create-simulation.ts';
import { eventSchema } from './events.ts';
import { advanceBy, eventsOf, livingSimulations, only } from './test-support/living-simulations.ts';
import { collectionOf, noiseSet } from './test-support/tiny-brain.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

const images = collectionOf(noiseSet('train', 14), noiseSet('test', 5));
const tiny: RunConfigInput = {
  model: { imageSidePx: 8, baseWidth: 2, latentSize: 4 },
  batchSize: 4,
  duration: { count: 2, unit: 'epochs' },
  probes: { readoutEpochs: 1, areasEveryCycles: 2 },
  dreams: { count: 3 },
};
const { living, simulationOf } = livingSimulations(images, tiny);

function clamped(clamp: (tick: number) => HeldLevels, ...layers: RunConfigInput[]): Simulation {
  const simulation = createSimulation({ config: resolveConfig(tiny, ...layers), images, clamp });
  living.push(simulation);
  return simulation;
}
const during =
  (from: number, to: number, held: HeldLevels) =>
  (tick: number): HeldLevels =>
    tick >= from && tick < to ? held : {};

describe('clamp', () => {
  it('changes nothing to the last bit where it holds nothing, or what the schedule has anyway', () => {
    const plain = simulationOf();
    const events = eventsOf(advanceBy(plain, 18));
    const idle = clamped(() => ({ ach: null }));
    expect(eventsOf(advanceBy(idle, 18))).toEqual(events);
    expect(idle.snapshot()).toEqual(plain.snapshot());
    // Wake has ACh 1 and NA 1: held there, the log says so, and the brain is the same.
    const same = clamped((tick) => (tick % 3 === 0 ? { ach: 1, na: 1 } : {}));
    const held = eventsOf(advanceBy(same, 18)).filter(({ type }) => type !== 'warning');
    expect(held).toEqual(events);
    expect(same.snapshot()).toEqual(plain.snapshot());
  });

  it('makes a REM dream of an NREM tick by ACh, and says so', () => {
    const events = eventsOf(advanceBy(clamped(during(4, 5, { ach: 1 })), 6));
    expect(only(events, 'losses').map((event) => Object.keys(event).slice(3))).toEqual([
      ['reconstruction', 'divergence', 'reality'],
      ['nrem'],
      ['adversarial'],
      ['reconstruction', 'divergence', 'reality'],
      ['adversarial'], // planned as NREM
      ['adversarial'],
    ]);
    const { stage, ach, na, gates } = only(events, 'state')[4]!;
    expect({ stage, ach, na }).toEqual({ stage: 'NREM', ach: 1, na: 0 });
    expect(gates).toEqual({ discriminator: 1, target: 0, sign: -1, nrem: 0, connected: false });
    expect(only(events, 'warning').map(({ tick, message }) => [tick, message])).toEqual([
      [4, 'Levels: ACh held at 1, NA by the schedule.'],
      [5, 'Levels: ACh by the schedule, NA by the schedule.'],
    ]);
    for (const event of events) expect(eventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
  });

  it('opens the senses in planned sleep on images of its own, and the passes go on as planned', () => {
    const plain = eventsOf(advanceBy(simulationOf({ plasticity: { learningRate: 1e-30 } }), 9));
    const simulation = clamped(during(1, 3, { ach: 1, na: 1 }), { plasticity: { learningRate: 1e-30 } });
    const held = eventsOf(advanceBy(simulation, 9));
    const reconstruction = (events: typeof held) => only(events, 'losses').map((event) => event.reconstruction);
    // A brain that does not learn reconstructs the planned mini-batches alike.
    expect([0, 3, 6].map((tick) => reconstruction(held)[tick])).toEqual(
      [0, 3, 6].map((tick) => reconstruction(plain)[tick]),
    );
    const [first, second, third] = reconstruction(held);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(only(held, 'state').map(({ cycle, epoch }) => [cycle, epoch])).toEqual(
      only(plain, 'state').map(({ cycle, epoch }) => [cycle, epoch]),
    );
  });

  it('wakes a brain whose schedule only sleeps', () => {
    const sleep: RunConfigInput = {
      schedule: { kind: 'cycle', order: ['nrem'] },
      duration: { count: 6, unit: 'ticks' },
    };
    const events = eventsOf(advanceBy(clamped(during(1, 3, { ach: 1, na: 1 }), sleep), 6));
    expect(only(events, 'losses').map(({ tick }) => tick)).toEqual([1, 2, 3, 4, 5]);
    expect(only(events, 'losses')[2]).toHaveProperty('nrem');
  });

  it('goes on from a snapshot amid a clamp as if it had never stopped, bit by bit', () => {
    const clamp = during(2, 11, { ach: 0.7, na: 0.4 });
    const graded: RunConfigInput = { schedule: { kind: 'cycle', gates: { mode: 'graded' } } };
    const whole = clamped(clamp, graded);
    const expected = eventsOf(advanceBy(whole, 18));
    for (const stop of [1, 5, 12]) {
      const first = clamped(clamp, graded);
      const head = eventsOf(advanceBy(first, stop));
      const second = clamped(clamp, graded);
      second.restore(first.snapshot());
      expect([...head, ...eventsOf(advanceBy(second, 18 - stop))]).toEqual(expected);
      expect(second.snapshot()).toEqual(whole.snapshot());
    }
  });

  it('holds no more tensors', () => {
    const simulation = clamped(during(3, 9, { na: 1 }));
    advanceBy(simulation, 5);
    const before = tf.memory().numTensors;
    advanceBy(simulation, 1);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('dream', () => {
  it('shows what the brain makes of test images now, and leaves it alone', () => {
    const [plain, watched] = [simulationOf(), simulationOf()];
    const [reports] = [advanceBy(plain, 18), advanceBy(watched, 9)];
    const tensors = tf.memory().numTensors;
    const sheet = watched.dream();
    expect(tf.memory().numTensors).toBe(tensors);
    expect(sheet).toEqual(reports[8]!.dreams.get('dreams/000009.safetensors'));
    expect(eventsOf(advanceBy(watched, 9))).toEqual(eventsOf(reports.slice(9)));
    expect(watched.snapshot()).toEqual(plain.snapshot());
  });
});
