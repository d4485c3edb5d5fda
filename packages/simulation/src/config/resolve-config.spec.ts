import { describe, expect, it } from 'vitest';
import { ConfigError } from '../errors.ts';
import { closestKey } from './closest-key.ts';
import { conditions } from './conditions.ts';
import { changedKeys } from './changed-keys.ts';
import { configKeys, resolveConfig } from './resolve-config.ts';
import { conditionNames, conditionSummaries, type ConditionName } from './condition-names.ts';
import { configJsonSchema, type RunConfigInput } from './run-config.ts';

const problemsOf = (layer: unknown) => {
  try {
    resolveConfig(layer);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('resolveConfig', () => {
  it("fills in the paper's run where nothing is given", () => {
    expect(resolveConfig()).toMatchObject({
      condition: 'pad',
      seed: 1,
      model: { imageSidePx: 32, baseWidth: 64, latentSize: 256, leakSlope: 0.2 },
      batchSize: 64,
      duration: { count: 50, unit: 'epochs' },
      schedule: { kind: 'cycle', order: ['wake', 'nrem', 'rem'] },
      objectives: { image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 },
      plasticity: { learningRate: 2e-4, beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
      replay: { rem: { recent: 0.25, previous: 0.25, noise: 0.5 } },
    });
  });

  it('refuses what the last two mini-batches cannot do', () => {
    const of = (store: RunConfigInput['store']) => () => resolveConfig({ store });
    expect(of({ priority: 'novelty' })).toThrow(/store\.priority.*needs store\.kind day or hopfield/);
    expect(of({ decayTicks: 5 })).toThrow(/store\.decayTicks/);
    expect(of({ kind: 'hopfield', priority: 'novelty', decayTicks: 5 })().store.hopfield.inverseTemperature).toBe(32);
  });

  it('gives itself back: a resolved configuration resolves to itself', () => {
    for (const condition of conditionNames) {
      const config = resolveConfig({ condition });
      expect(resolveConfig(config)).toEqual(config);
    }
  });

  it('lets the last layer win, key by key, and a named condition win over earlier layers only', () => {
    const config = resolveConfig({ wakeNoise: 0.1, model: { baseWidth: 8 } }, { condition: 'no-rem' }, { seed: 3 });
    expect(config).toMatchObject({ wakeNoise: 0.5, model: { baseWidth: 8, latentSize: 256 }, seed: 3 });
    expect(resolveConfig({ condition: 'no-rem', wakeNoise: 0.1 }).wakeNoise).toBe(0.1);
  });

  it('leaves nothing of one condition behind when another is laid over it', () => {
    for (const first of conditionNames) {
      for (const second of conditionNames) {
        const over = resolveConfig(resolveConfig({ condition: first }), { condition: second });
        expect(over, `${second} over ${first}`).toEqual(resolveConfig({ condition: second }));
      }
    }
  });

  it('replaces a schedule by one of another kind instead of mixing them', () => {
    const config = resolveConfig({ schedule: { kind: 'cycle', order: ['wake'] } }, { schedule: { kind: 'nights' } });
    expect(config.schedule).not.toHaveProperty('order');
    expect(config.schedule.kind).toBe('nights');
  });

  it('replaces the source of a life and its way from time to mini-batches, and merges the rest', () => {
    const { schedule } = resolveConfig(
      { schedule: { kind: 'life', days: 3, source: { preset: 'adult', overrides: { remPercent: 20 } } } },
      { schedule: { source: { model: 'gleit-booth' }, updates: { mode: 'equal', miniBatches: 7 } } },
      { schedule: { source: { parameters: { betaR: -1 } }, updates: { miniBatches: 9 } } },
    );
    expect(schedule).toMatchObject({
      ...{ days: 3, source: { model: 'gleit-booth', parameters: { betaR: -1 } } },
      updates: { mode: 'equal', miniBatches: 9 },
    });
    expect(schedule).not.toHaveProperty('source.preset');
  });

  it.each([
    [{ plasticity: { learningrate: 1 } }, 'plasticity.learningrate', 'plasticity.learningRate'],
    [{ learningRate: 1 }, 'learningRate', 'plasticity.learningRate'],
    [{ batchsize: 4 }, 'batchsize', 'batchSize'],
    [{ dreams: { cuont: 4 } }, 'dreams.cuont', 'dreams.count'],
    [{ xyzzyxyzzy: 1 }, 'xyzzyxyzzy', undefined],
  ])('refuses the unknown key of %j and suggests the one that was meant', (layer, path, suggestion) => {
    expect(problemsOf(layer)).toEqual([
      { path, message: 'no such key', ...(suggestion === undefined ? {} : { suggestion }) },
    ]);
  });

  it('fills in the options of probes and refuses what they do not take', () => {
    const at = (entry: unknown) => ({ probes: { at: [entry] } });
    const config = resolveConfig(at({ probe: 'readout', ticks: [0], options: { bias: false } }));
    expect(config.probes.at[0]).toMatchObject({ options: { bias: false, learningRate: 0.2 } });
    expect(resolveConfig(config)).toEqual(config);
    expect(problemsOf(at({ probe: 'readout', ticks: [0], options: { learningrate: 1 } }))).toEqual([
      {
        ...{ path: 'probes.at.0.options.learningrate', message: 'no such key' },
        suggestion: 'probes.at.options.learningRate',
      },
    ]);
    expect(problemsOf(at({ probe: 'readout' }))[0]!.message).toMatch(/says not when/);
    expect(problemsOf(at({ probe: 'oracle', ticks: [0] }))[0]!.message).toMatch(/expected a probe: one of readout/);
  });

  it('names every value that is out of range', () => {
    expect(problemsOf({ batchSize: 1, data: { name: 'imagenet' }, wakeNoise: -1 }).map(({ path }) => path)).toEqual([
      'data.name',
      'batchSize',
      'wakeNoise',
    ]);
  });
});

describe('conditions', () => {
  // DESIGN: the paper's conditions and controls, each as what differs from PAD.
  it.each([
    ['pad', {}],
    ['no-rem', { wakeNoise: 0.5, order: ['wake', 'nrem'], reality: 0, nrem: 0.5 }],
    ['no-nrem', { nrem: 0 }],
    ['wake-only', { wakeNoise: 0.5, order: ['wake', 'nrem'], reality: 0, nrem: 0 }],
    ['no-memory-mix', { rem: [1, 0, 0] }],
    ['rem-noise-only', { rem: [0, 0, 1] }],
    ['rem-memories-only', { rem: [0.5, 0.5, 0] }],
    ['rem-first', { order: ['wake', 'rem', 'nrem'] }],
    ['nrem-mixed', { replayNrem: [0.25, 0.25, 0.5] }],
    ['no-rem-without-noise', { order: ['wake', 'nrem'], reality: 0, nrem: 0.5 }],
    ['no-rem-whole-nrem', { wakeNoise: 0.5, order: ['wake', 'nrem'], reality: 0 }],
  ] as const)('%s differs from PAD in %j alone', (condition, differences) => {
    const { schedule, objectives, wakeNoise, replay } = resolveConfig({ condition });
    const shares = ({ recent, previous, noise }: Record<'recent' | 'previous' | 'noise', number>) => [
      recent,
      previous,
      noise,
    ];
    expect({
      order: 'order' in schedule && schedule.order,
      wakeNoise,
      ...objectives,
      replayNrem: shares(replay.nrem),
      rem: shares(replay.rem),
    }).toEqual({
      ...{ order: ['wake', 'nrem', 'rem'], wakeNoise: 0, replayNrem: [1, 0, 0], rem: [0.25, 0.25, 0.5] },
      ...{ image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 },
      ...differences,
    });
  });

  /** Keys and values in which a condition differs from PAD. */
  const differencesOf = (condition: ConditionName) => {
    const [pad, other] = [resolveConfig(), resolveConfig({ condition })] as unknown as Record<string, unknown>[];
    const valueAt = (path: string) =>
      path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], other);
    const keys = changedKeys(pad, other).filter((key) => key !== 'condition');
    return Object.fromEntries(keys.map((key) => [key, valueAt(key)]));
  };

  it.each<[ConditionName, object]>([
    [
      'wake-sleep',
      {
        'learning.rule': 'wake-sleep',
        'perturbation.occlusion': false,
        'replay.nrem.recent': 0,
        'replay.nrem.noise': 1,
      },
    ],
    ['no-adversary', { 'objectives.adversarial': 0 }],
    ['contrastive-nrem', { 'learning.recovery': 'contrastive' }],
    ['rem-deprived', { 'schedule.order': ['wake', 'nrem'] }],
    ['monitor-lesioned', { 'lesions.realityMonitor': true }],
    ['feedback-silenced', { 'lesions.remFeedback': 'silenced' }],
    ['feedback-plasticity-blocked', { 'lesions.remFeedback': 'plasticity-blocked' }],
    ['blocks-10', { 'schedule.blockTicks': 10 }],
    ['blocks-100', { 'schedule.blockTicks': 100 }],
    ['rem-first-blocks-10', { 'schedule.order': ['wake', 'rem', 'nrem'], 'schedule.blockTicks': 10 }],
    ['rem-first-blocks-100', { 'schedule.order': ['wake', 'rem', 'nrem'], 'schedule.blockTicks': 100 }],
    ['rich-perturbation', { 'perturbation.contrast': [0.5, 1], 'perturbation.noise': [0, 0.25] }],
    ['kl-tenth', { 'objectives.divergence': 0.1 }],
    ['kl-tenfold', { 'objectives.divergence': 10 }],
    ['kl-annealed', { 'objectives.divergence': { from: 0, to: 1, overEpochs: 10 } }],
    ['mix-components', { 'replay.rem.mixing': 'component' }],
    ['mix-four', { 'replay.rem.recent': 0.125, 'replay.rem.previous': 0.375, 'replay.rem.memories': 4 }],
    ['half-width', { 'model.widthFactor': 0.5 }],
    ['double-width', { 'model.widthFactor': 2 }],
    ['shallower', { 'model.extraAreas': -1 }],
    ['deeper', { 'model.extraAreas': 1 }],
  ])('%s differs from PAD in %j alone', (condition, differences) => {
    expect(differencesOf(condition)).toEqual(differences);
  });

  it('has a preset and a line for every name', () => {
    expect(Object.keys(conditionSummaries).sort()).toEqual([...conditionNames].sort());
    expect(Object.keys(conditions).sort()).toEqual([...conditionNames].sort());
  });
});

describe('the JSON Schema', () => {
  it('describes every field but those of the schedule, which the conductor describes', () => {
    const undescribed: string[] = [];
    const visit = (schema: { properties?: Record<string, object> }, path: string): void => {
      for (const [key, field] of Object.entries(schema.properties ?? {})) {
        if (!('description' in field)) undescribed.push(`${path}${key}`);
        if (key !== 'schedule') visit(field, `${path}${key}.`);
      }
    };
    visit(configJsonSchema(), '');
    expect(undescribed).toEqual([]);
  });

  it('knows the keys of every part', () => {
    expect(configKeys()).toEqual(expect.arrayContaining(['seed', 'replay.rem.noise', 'schedule.order', 'store.kind']));
  });
});

it('changedKeys names the paths that differ, added and removed ones too', () => {
  expect(changedKeys({ a: 1, b: { c: [1], d: 2 } }, { a: 1, b: { c: [2] }, e: 3 })).toEqual(['b.c', 'b.d', 'e']);
  expect(changedKeys(resolveConfig(), resolveConfig())).toEqual([]);
});

it('closestKey tolerates more in longer words and nothing in the middle of nowhere', () => {
  expect(closestKey('sed', ['seed', 'data'])).toBe('seed');
  expect(closestKey('frequency', ['seed', 'data'])).toBeUndefined();
});
