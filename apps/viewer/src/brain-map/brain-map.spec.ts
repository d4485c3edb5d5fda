import { resolveConfig, type RunConfigInput } from '@oneiros/simulation';
import { CHUNK_BINS, curveNames, type TimelineChunk } from '@oneiros/timeline';
import { describe, expect, it } from 'vitest';
import type { Moment } from '../source/run-source.ts';
import { mapInWords, mapModel, mapRows, processOf } from './map-model.ts';
import { mapSvg } from './map-svg.ts';
import { edgesOf, placesOf } from './layout.ts';
import { greatestOf, measuredAreas, measurementFor, shareOf } from './measured-areas.ts';
import { chunkOfTick, stateAt, type MomentState } from './moment-state.ts';
import { plasticNow, signOf, termsInWords } from './plastic-now.ts';

const gates = {
  wake: { discriminator: 1, target: 1, sign: 1, nrem: 0, connected: true },
  nrem: { discriminator: 0, target: 0, sign: -1, nrem: 1, connected: false },
  rem: { discriminator: 1, target: 0, sign: -1, nrem: 0, connected: false },
};
const stateIn = (stage: keyof typeof gates): MomentState => ({
  ...{ tick: 0, stage: stage.toUpperCase(), ach: 1, na: 1, epoch: 0 },
  gates: gates[stage],
});
const inWords = (stage: keyof typeof gates, input: RunConfigInput = {}): string[] => {
  const { feedforward, feedback, realityMonitor } = plasticNow(stateIn(stage), resolveConfig(input));
  return [feedforward, feedback, realityMonitor].map(termsInWords);
};

describe('plasticNow', () => {
  it('tells what the paper trains in each state, and that feedback climbs in REM', () => {
    expect(inWords('wake')).toEqual(['descends L_img, L_KL, L_real', 'descends L_img', 'descends L_real']);
    expect(inWords('nrem')).toEqual(['descends L_NREM', 'not trained now', 'not trained now']);
    expect(inWords('rem')).toEqual(['descends L_REM', 'climbs L_REM', 'descends L_REM']);
  });

  it('leaves out what a condition or a lesion takes away', () => {
    expect(inWords('nrem', { condition: 'no-nrem' })[0]).toBe('not trained now');
    expect(inWords('rem', { lesions: { remFeedback: 'plasticity-blocked' } })[1]).toBe('not trained now');
    expect(inWords('rem', { lesions: { hippocampus: { silent: true } } })).toEqual(Array(3).fill('not trained now'));
    expect(inWords('wake', { lesions: { realityMonitor: true } })[2]).toBe('not trained now');
    expect(inWords('wake', { learning: { rule: 'wake-sleep' } })).toEqual([
      'not trained now',
      'descends L_img',
      'not trained now',
    ]);
  });

  it('has a sign between the two where both are at work', () => {
    const up = { objective: 'a', weight: 3, sign: 1 } as const;
    // (3 - 1) / 4
    expect(signOf([up, { objective: 'b', weight: 1, sign: -1 }])).toBe(0.5);
    expect([signOf([up]), signOf([])]).toEqual([1, 0]);
  });
});

const chunk = (index: number, bins: number): TimelineChunk => {
  const constant = (value: number) => Float32Array.from({ length: bins }, () => value);
  const curve = { min: constant(1), max: constant(1), mean: constant(1), count: new Uint32Array(bins).fill(1) };
  return {
    ...{ level: 0, index, ticksPerBin: 1, bins, ticks: bins, stages: ['WAKE', 'NREM'] },
    stageTicks: Uint32Array.from({ length: bins * 2 }, (_, i) => Number(i % 4 === 0 || i % 4 === 3)),
    curves: Object.fromEntries(curveNames.map((name) => [name, curve])) as TimelineChunk['curves'],
    seconds: new Float64Array(bins),
    cycle: Int32Array.from({ length: bins }, (_, i) => i >> 1),
    night: new Int32Array(bins),
    epoch: new Int32Array(bins).fill(2),
  };
};

describe('stateAt', () => {
  it('reads stage, levels, gates and epoch of a tick, and whether the senses were connected', () => {
    const states = [0, 1, 2].map((tick) => stateAt(chunk(0, 4), tick));
    expect(states.map((state) => [state?.stage, state?.gates.connected, state?.epoch])).toEqual([
      ['WAKE', true, 2],
      ['NREM', false, 2],
      ['WAKE', true, 2],
    ]);
  });

  it('has nothing to say of ticks that its chunk does not hold', () => {
    expect(stateAt(chunk(1, 4), CHUNK_BINS + 3)?.stage).toBe('NREM');
    expect([3, CHUNK_BINS - 1, CHUNK_BINS + 4].map((tick) => stateAt(chunk(1, 4), tick))).toEqual([null, null, null]);
    expect([0, CHUNK_BINS - 1, CHUNK_BINS].map(chunkOfTick)).toEqual([0, 0, 1]);
  });
});

const at = (tick: number, v1: number): Moment[] => [
  { line: tick, event: { type: 'activity', v: 1, tick, areas: { V1: v1 } } },
  { line: tick, event: { type: 'plasticity', v: 1, tick, areas: { V1: { feedforward: v1 / 10, feedback: 0 } } } },
];

describe('what was measured of the areas', () => {
  const measured = measuredAreas([...at(0, 1), ...at(1, 4), ...at(150, 2), ...at(151, Number.NaN)]);
  const stageOf = (tick: number): string | undefined => (tick > 400 ? undefined : tick % 2 === 0 ? 'WAKE' : 'NREM');

  it('puts activity and plasticity of a tick together', () => {
    expect(measured[2]).toEqual({
      tick: 150,
      activity: { V1: 2 },
      plasticity: { V1: { feedforward: 0.2, feedback: 0 } },
    });
  });

  it('lights by the greatest value of the run, leaving out what is no number', () => {
    expect(greatestOf(measured)).toEqual({ activity: { V1: 4 }, change: { 'V1.feedforward': 0.4, 'V1.feedback': 0 } });
    expect([shareOf(1, 4), shareOf(undefined, 4), shareOf(1, 0), shareOf(Number.NaN, 4)]).toEqual([0.25, 0, 0, 0]);
  });

  it('speaks for a tick by the last measurement in its stage, or by the last at all', () => {
    const found = (tick: number) => {
      const answer = measurementFor(measured, tick, stageOf);
      return answer && [answer.measured.tick, answer.isSameStage];
    };
    expect([found(149), found(200), found(500)]).toEqual([
      [1, true],
      [150, true],
      [151, false],
    ]);
    expect(measurementFor([], 5, stageOf)).toBeNull();
  });
});

describe('the map', () => {
  const state = { ...stateIn('rem'), na: 0, tick: 152 };
  const model = mapModel({
    ...{ tick: 152, state, config: resolveConfig({}) },
    measured: measuredAreas([...at(0, 1), ...at(150, 2)]),
    stageOf: () => 'REM',
  });

  it('places the areas of the run in the order of the stream, PIT where there is one', () => {
    expect(placesOf([]).map(({ id }) => id)).toEqual(['V1', 'V2', 'V4', 'IT', 'realityMonitor']);
    const deeper = placesOf(['V1', 'V2', 'V4', 'PIT', 'IT']);
    expect(edgesOf(deeper).filter(({ pathway }) => pathway === 'feedforward')).toHaveLength(6);
    // V4 without its monitor would be judged by nobody.
    expect(edgesOf(deeper).at(-1)!.key).toBe('realityMonitor.feedforward');
  });

  it('lights what was measured and signs what learns', () => {
    expect(model.areas.map(({ id, light }) => [id, light])).toEqual([
      ['V1', 1],
      ['realityMonitor', 0],
    ]);
    expect(model.edges.map(({ key, sign }) => [key, sign])).toEqual([
      ['V1.feedforward', 1],
      ['V1.feedback', -1],
      ['realityMonitor.feedforward', 1],
    ]);
  });

  it('calls the moment by its process', () => {
    const quiet = { ...stateIn('wake'), gates: { ...gates.nrem, connected: true } };
    expect([stateIn('wake'), stateIn('nrem'), stateIn('rem'), quiet].map(processOf)).toEqual([
      'wake',
      'perturbed-dreaming',
      'adversarial-dreaming',
      'perturbed-dreaming',
    ]);
  });

  it('is told in words, in a table and as an SVG that carries both', () => {
    expect(mapInWords(model)).toBe(
      'Tick 152, REM: REM: adversarial dreaming. Acetylcholine 1.00, noradrenaline 0.00. Feedforward descends L_REM; feedback climbs L_REM. Mean activity at tick 150: V1 2.00.',
    );
    expect(mapRows(model)[1]).toEqual(['V1', '2.00', '0.200', 'descends L_REM', '0', 'climbs L_REM']);
    const svg = mapSvg(model, 'Brain <1>');
    expect(svg).toContain('<title>Brain &#60;1&#62;</title>');
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it('says so where nothing is known yet', () => {
    const empty = mapModel({ tick: 0, state: null, config: null, measured: [], stageOf: () => undefined });
    expect(mapInWords(empty)).toBe('The state of this tick is on its way.');
    expect(mapSvg(empty, 'Brain')).not.toMatch(/NaN|undefined/);
  });
});
