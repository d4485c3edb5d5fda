import type { Evaluation } from '@oneiros/journal';
import { createWakeClock, resolveConfig } from '@oneiros/simulation';
import { describe, expect, it } from 'vitest';
import { chooseTicks } from './choose-ticks.ts';
import { planEvaluations, secondsLeft } from './plan-evaluations.ts';
import { questionsOf } from './questions.ts';

// Two mini-batches an epoch, three ticks each: epochs end after 6 and 12 ticks.
const clock = createWakeClock(resolveConfig({ duration: { count: 2 } }), 2);
const kept = { folder: 'runs/a', ticks: [0, 4, 6, 12], clock };

describe('chooseTicks', () => {
  it.each([
    [['newest'], [12]],
    [['all'], [0, 4, 6, 12]],
    [['epochs'], [0, 6, 12]],
    [
      ['6', '0', '6'],
      [0, 6],
    ],
    [
      ['newest', '4'],
      [4, 12],
    ],
  ])('--at %s', (at, ticks) => {
    expect(chooseTicks(at, kept)).toEqual(ticks);
  });

  it('names the checkpoints there are where the one asked for is missing', () => {
    expect(() => chooseTicks(['5'], kept)).toThrow(/tick 5 in runs\/a, there are those of 0, 4, 6, 12/);
    expect(() => chooseTicks(['all'], { ...kept, ticks: [] })).toThrow(/there is none/);
    expect(() => chooseTicks(['late'], kept)).toThrow(/newest, all, epochs or a tick/);
  });
});

describe('questionsOf', () => {
  it('fills in the options of the probes that are asked', () => {
    const [question] = questionsOf(['readout'], ['readout.bias=false', 'readout.epochs=2']);
    expect(question).toMatchObject({ probe: 'readout', options: { bias: false, epochs: 2, learningRate: 0.2 } });
    expect(questionsOf(undefined, [], ['readout'])).toHaveLength(1);
    expect(questionsOf(['readout', 'readout'])).toHaveLength(1);
  });

  it.each([
    [['reedout'], [], /Did you mean readout/],
    [['readout'], ['readout=1'], /PROBE.KEY=VALUE/],
    [['readout'], ['robustness.epochs=1'], /--probe robustness beside/],
    [['readout'], ['readout.epoch=1'], /Did you mean readout.epochs/],
    [['readout'], ['readout.epochs=many'], /readout.epochs/],
  ])('refuses %s %s', (names, options, message) => {
    expect(() => questionsOf(names, options)).toThrow(message);
  });
});

describe('planEvaluations', () => {
  const questions = questionsOf(['readout']);
  const { options } = questions[0]!;
  const existing = [{ probe: 'readout', tick: 6, options, seconds: 4 } as unknown as Evaluation];

  it('keeps what was measured with the same options', () => {
    const planned = planEvaluations(questions, [0, 6], existing);
    expect(planned.map(({ tick, known }) => [tick, known !== undefined])).toEqual([
      [0, false],
      [6, true],
    ]);
  });

  it('refuses to replace what was measured with others, unless it is forced to', () => {
    const other = questionsOf(['readout'], ['readout.bias=false']);
    expect(() => planEvaluations(other, [0, 6], existing)).toThrow(/readout at tick 6 \(bias\).*--force/);
    expect(planEvaluations(other, [0, 6], existing, { force: true }).every(({ known }) => known === undefined)).toBe(
      true,
    );
  });

  it('refuses to replace realism by what another network sees', () => {
    const all = questionsOf(['realism'])[0]!.options;
    const seen = [
      { probe: 'realism', tick: 6, options: all, result: { network: 'one sha256:1' } } as unknown as Evaluation,
    ];
    expect(planEvaluations(questionsOf(['realism']), [6], seen, { network: 'one sha256:1' })[0]!.known).toBe(seen[0]);
    expect(() => planEvaluations(questionsOf(['realism']), [6], seen, { network: 'two sha256:2' })).toThrow(
      /realism at tick 6 \(network\)/,
    );
  });

  it('expects a probe to take as long as it took, and an unknown one as long as the others', () => {
    expect(secondsLeft([{ probe: 'readout' }], [])).toBeUndefined();
    const measured = [...existing, { probe: 'readout' as const, seconds: 2 }];
    expect(secondsLeft([{ probe: 'readout' }, { probe: 'robustness' }], measured)).toBe(6);
  });
});
