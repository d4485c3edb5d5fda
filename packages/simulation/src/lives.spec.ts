import * as tf from '@tensorflow/tfjs';
import { DAY_SECONDS } from '@oneiros/conductor';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveConfig } from './config/resolve-config.ts';
import type { RunConfigInput } from './config/run-config.ts';
import { advanceBy, eventsOf, livingSimulations, only } from './test-support/living-simulations.ts';
import { collectionOf, noiseSet } from './test-support/tiny-brain.ts';
import { tickOfSameSight } from './wake-clock.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});

const images = collectionOf(noiseSet('train', 14), noiseSet('test', 5));

/** Twelve ticks a day of two hours each: eight of Wake, then N2, N3, REM and N1 of one each. */
const night: [string, number][] = [['N2', 7200], ['N3', 7200], ['REM', 7200], ['N1', 7200]]; // prettier-ignore
const tinyLife: RunConfigInput = {
  model: { imageSidePx: 8, baseWidth: 2, latentSize: 4 },
  batchSize: 4,
  schedule: {
    kind: 'life',
    days: 3,
    source: { hypnogram: { runs: night as [] } },
    updates: { mode: 'proportional', minutesPerMiniBatch: 120 },
  },
  probes: { readoutEpochs: 1, areasEveryCycles: 1 },
  dreams: { count: 3 },
  store: { capacity: 40 },
};
const { living, simulationOf } = livingSimulations(images, tinyLife);

describe('a life', () => {
  it('ends with its last night, which its default length leaves whole', () => {
    const simulation = simulationOf();
    expect(simulation.totalTicks).toBe(36);
    const reports = advanceBy(simulation, 36);
    expect(reports.at(-1)!.finished).toBe(true);
    expect(
      only(eventsOf(reports), 'state')
        .map(({ stage }) => stage.slice(0, 2))
        .slice(0, 12)
        .join(' '),
    ).toBe('WA WA WA WA WA WA WA WA N2 N3 RE N1');
    expect(simulationOf({ duration: { count: 2, unit: 'days' } }).totalTicks).toBe(24);
  });

  it('reads out, dreams and keeps the brain each morning', () => {
    const simulation = simulationOf();
    const reports = advanceBy(simulation, 36);
    const events = eventsOf(reports);
    expect(only(events, 'probe').map(({ tick }) => tick)).toEqual([11, 23, 35]);
    expect(only(events, 'dream').map(({ tick }) => tick)).toEqual([0, 11, 23, 35]);
    expect(only(events, 'checkpoint').map(({ tick }) => tick)).toEqual([11, 23, 35]);
    expect([0, 11, 12, 24, 30].map(simulation.isMilestone)).toEqual([true, false, true, true, false]);
  });

  it('measures every so many nights', () => {
    const probes: RunConfigInput['probes'] = {
      readoutEveryNights: 2,
      at: [{ probe: 'losses', everyNights: 1, options: { images: 4 } }],
    };
    const events = only(eventsOf(advanceBy(simulationOf({ probes }), 36)), 'probe');
    expect(events.map(({ tick, probe }) => `${probe} ${tick}`)).toEqual([
      'losses 11',
      'readout 23',
      'losses 23',
      'losses 35',
    ]);
  });

  it('holds idle synapses', () => {
    const changes = only(
      eventsOf(advanceBy(simulationOf({ schedule: { gates: { mode: 'hard' } } as never }), 10)),
      'plasticity',
    );
    const nrem = changes.find(({ tick }) => tick === 8)!;
    expect(nrem.areas['V1']).toMatchObject({ feedback: 0 });
    expect(nrem.areas['V1']!.feedforward).toBeGreaterThan(0);
  });

  it('trains NREM and REM at once in the twilight of N1, and only NREM in N3 of hard gates', () => {
    const lossesOf = (tick: number, mode: 'hard' | 'graded') => {
      const events = eventsOf(advanceBy(simulationOf({ schedule: { gates: { mode } } as never }), 12));
      return Object.keys(only(events, 'losses').find((event) => event.tick === tick)!).slice(3);
    };
    expect(lossesOf(11, 'graded')).toEqual(['nrem', 'adversarial']);
    // N3 follows N2 in two hours, and the level of the mean is deep below 1/2.
    expect(lossesOf(9, 'hard')).toEqual(['nrem']);
  });

  it('replays the day in its night, and a day that begins asleep the day before', () => {
    // Two ticks of REM before the first waking: there is nothing to dream of on the first day alone.
    const runs = [['REM', 2 * 7200], ['WAKE', 8 * 7200], ['NREM', 2 * 7200]] as unknown as []; // prettier-ignore
    const events = eventsOf(advanceBy(simulationOf({ schedule: { source: { hypnogram: { runs } } } as never }), 24));
    expect(only(events, 'warning').map(({ tick }) => tick)).toEqual([0]);
    expect(only(events, 'warning')[0]!.message).toMatch(/before any waking.*schedule\.source\.startHours/);
    expect(
      only(events, 'losses')
        .filter(({ adversarial }) => adversarial !== undefined)
        .map(({ tick }) => tick),
    ).toContain(12);
  });

  it.each<[string, RunConfigInput]>([
    ['of a hypnogram', {}],
    [
      'of a preset with a deprivation',
      {
        schedule: {
          kind: 'life',
          days: 3,
          source: { preset: 'adult' },
          updates: { mode: 'equal', miniBatches: 4 },
          manipulations: [{ kind: 'rem-deprivation', days: { from: 1, to: 1 } }, { kind: 'arousals' }],
        },
      },
    ],
    [
      'of a model',
      {
        schedule: {
          kind: 'life',
          days: 3,
          source: { model: 'gleit-booth' },
          updates: { mode: 'equal', miniBatches: 4 },
        },
        replay: { rem: { hippocampalWeight: { fallsWithAch: 0.8 } } },
      },
    ],
    [
      'by class',
      {
        data: { days: { order: 'by-class', classesPerDay: 1 } },
        probes: { at: [{ probe: 'forgetting', everyNights: 1 }] },
      },
    ],
  ])('%s goes on from a snapshot as if it had never stopped, bit by bit', (_, layer) => {
    const whole = simulationOf(layer);
    const expected = eventsOf(advanceBy(whole, 36));
    const before = tf.memory().numTensors;
    for (const stop of [1, 11, 12, 17, 24, 33]) {
      const first = simulationOf(layer);
      const head = eventsOf(advanceBy(first, stop));
      const second = simulationOf(layer);
      second.restore(first.snapshot());
      expect([...head, ...eventsOf(advanceBy(second, 36 - stop))]).toEqual(expected);
      expect(second.snapshot()).toEqual(whole.snapshot());
      living.splice(1).forEach((simulation) => simulation.dispose());
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('keeps the last two days', () => {
    const episodesAfter = (ticks: number, days: 1 | 2) => {
      const simulation = simulationOf({ store: { days } });
      advanceBy(simulation, ticks);
      const { tensors, cursor } = simulation.snapshot();
      const shapeOf = (name: string) => tensors.get(`store.${name}`)?.shape[0];
      return [shapeOf('episodes'), shapeOf('yesterday.episodes'), cursor.store!.state];
    };
    // Eight mini-batches of four images a day; the first of the next day makes yesterday of them.
    expect(resolveConfig(tinyLife).store.days).toBe(2);
    expect(episodesAfter(12, 2).slice(0, 2)).toEqual([32, undefined]);
    expect(episodesAfter(13, 2).slice(0, 2)).toEqual([4, 32]);
    expect(episodesAfter(13, 1).slice(0, 2)).toEqual([4, undefined]);
  });

  it('shows the classes of the day alone where days have their own', () => {
    // Of the 14 images 7 are of each class: a mini-batch of 4 a pass, the rest left out.
    const simulation = simulationOf({ data: { days: { order: 'by-class', classesPerDay: 1 } } });
    expect(() => advanceBy(simulation, 36)).not.toThrow();
    expect(() => simulationOf({ batchSize: 8, data: { days: { order: 'by-class', classesPerDay: 1 } } })).toThrow(
      /at least 8 training images \(batchSize\) of every day \(data.days\), got 7 on day 0/,
    );
    expect(() => resolveConfig({ data: { days: { order: 'by-class' } } })).toThrow(
      /data.days.order: a cycle has no days/,
    );
  });

  it('intensifies REM as its schedule says', () => {
    const weightsWith = (remIntensity: number) => {
      const simulation = simulationOf({ schedule: { remIntensity, gates: { mode: 'hard' } } as never });
      const losses = only(eventsOf(advanceBy(simulation, 11)), 'losses').at(-1);
      return { losses, weights: simulation.snapshot().tensors.get('realityMonitor.feedforward.weight')!.data };
    };
    const [plain, intense, none] = [weightsWith(1), weightsWith(3), weightsWith(0)];
    // The loss is measured before the tick learns, and without its weight; the step in REM differs.
    expect(intense!.losses!.adversarial).toBe(plain!.losses!.adversarial);
    expect(intense!.weights).not.toEqual(plain!.weights);
    expect(none!.losses!.adversarial).toBeUndefined();
  });
});

describe('a fork', () => {
  const scheduleOf = (layer: object) => resolveConfig(tinyLife, { schedule: layer as never }).schedule;
  const baseline = scheduleOf({});

  it('from one life to another goes on at the same time of the same day', () => {
    const deprived = scheduleOf({ manipulations: [{ kind: 'rem-deprivation', days: { from: 1, to: 1 } }] });
    const yoked = scheduleOf({ manipulations: [{ kind: 'yoked-awakenings', days: { from: 1, to: 1 } }] });
    for (const tick of [0, 5, 12, 35]) {
      expect(tickOfSameSight(tick, baseline, deprived)).toBe(tick);
      expect(tickOfSameSight(tick, baseline, yoked)).toBe(tick);
    }
    // Twice as many ticks a day.
    const finer = scheduleOf({ updates: { mode: 'proportional', minutesPerMiniBatch: 60 } });
    expect([0, 5, 12, 35, 36].map((tick) => tickOfSameSight(tick, baseline, finer))).toEqual([0, 10, 24, 70, 72]);
    expect(tickOfSameSight(24, finer, baseline)).toBe(12);
  });

  it('from a cycle begins with the first day', () => {
    expect(tickOfSameSight(1234, resolveConfig({}).schedule, baseline)).toBe(0);
    expect(tickOfSameSight(12, baseline, resolveConfig({}).schedule)).toBe(12);
  });

  it('shares all days before the manipulation, bit by bit', () => {
    const shared = simulationOf();
    advanceBy(shared, 12);
    const deprivation = { manipulations: [{ kind: 'rem-deprivation', days: { from: 1, to: 1 } }] };
    const [fork, own] = [
      simulationOf({ schedule: deprivation as never }),
      simulationOf({ schedule: deprivation as never }),
    ];
    fork.restore(shared.snapshot());
    advanceBy(own, 12);
    expect(eventsOf(advanceBy(fork, 24))).toEqual(eventsOf(advanceBy(own, 24)));
    expect(DAY_SECONDS).toBe(12 * 7200);
  });
});

describe('the defaults of a life', () => {
  it('are nights where others have epochs, under what is given', () => {
    const { store, probes, dreams, checkpoints } = resolveConfig({
      schedule: { kind: 'life' },
      store: { capacity: 7 },
    });
    expect(store).toMatchObject({ kind: 'day', days: 2, capacity: 7 });
    expect(probes).toMatchObject({ readoutEveryNights: 1, readoutEveryEpochs: 0 });
    expect(dreams).toMatchObject({ everyNights: 1, everyEpochs: 0 });
    expect(checkpoints).toMatchObject({ keepEveryNights: 1, keepEveryEpochs: 0 });
    const episodic = resolveConfig({ schedule: { kind: 'life' }, store: { kind: 'episodic' } });
    expect(episodic.store.kind).toBe('episodic');
    // Another layer of the same life does not bring them again.
    expect(resolveConfig(episodic, { schedule: { kind: 'life', days: 2 } }).store.kind).toBe('episodic');
  });

  it('make room for another source and other updates, and keep what stays', () => {
    const life: RunConfigInput = {
      schedule: { kind: 'life', days: 9, source: { preset: 'adult', overrides: { remPercent: 30 } } },
    };
    const changed = (schedule: object) => resolveConfig(life, { schedule: schedule as never }).schedule;
    expect(changed({ source: { model: 'rempe' } })).toMatchObject({ days: 9, source: { model: 'rempe' } });
    expect(changed({ source: { preset: 'elderly' } })).toMatchObject({ source: { preset: 'elderly' } });
    expect(changed({ source: { overrides: { n1Percent: 4 } } })).toMatchObject({
      source: { preset: 'adult', overrides: { remPercent: 30, n1Percent: 4 } },
    });
    expect(changed({ updates: { mode: 'equal' } })).toMatchObject({ updates: { mode: 'equal', miniBatches: 100 } });
  });
});
