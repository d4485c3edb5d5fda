import { describe, expect, it } from 'vitest';
import { conditionWhere, nameOfCondition } from './conditions.ts';
import { groupEvidence } from './evidence.ts';
import { reportMarkdown } from './report-markdown.ts';
import { reportPage } from './report-page.ts';
import { summariseClaims } from './summary.ts';
import { reportTarget, targetIds, targets } from './targets.ts';
import { climbingRun } from './test-data/evidence.ts';

const target = (id: string) => targets.find((each) => each.id === id)!;
const report = (id: string, ...runs: ReturnType<typeof climbingRun>[]) => reportTarget(target(id), groupEvidence(runs));

describe('every target', () => {
  it('is named once', () => {
    expect(new Set(targetIds).size).toBe(targetIds.length);
  });

  it.each(targetIds)('%s says what is missing where there is no run, and draws nothing', (id) => {
    const { figures, images, claims, missing } = report(id);
    expect([...figures, ...images, ...claims]).toEqual([]);
    expect(missing).toHaveLength(target(id).needs.conditions.length);
  });

  it.each(targetIds)('%s never throws on one short run, or one whose numbers are not numbers', (id) => {
    const odd = climbingRun({ condition: 'pad', epochs: 1, from: NaN, measurements: ['readout', 'robustness', 'geometry', 'realism', 'losses'].map((probe) => ({ probe, tick: 3, epoch: 1, options: {}, result: { torn: true } })) }); // prettier-ignore
    for (const run of [odd, climbingRun({ condition: 'pad', epochs: 0 })]) {
      const one = report(id, run);
      const page = reportPage({ title: 'odd', about: [] }, [one]);
      expect(page).not.toMatch(/>NaN<|undefined/);
    }
  });
});

describe('the readout by condition', () => {
  it('compares conditions at the last epoch that all have, smoothed over three', () => {
    // PAD: epochs 3..5 of 0.30, 0.31, ... are 0.32, 0.33, 0.34: mean 33.0 %, half their range 1.0.
    const pad = climbingRun({ condition: 'pad', epochs: 9 });
    const without = climbingRun({ condition: 'no-rem', epochs: 5, from: 0.2, step: 0 });
    const claim = report('fig4', pad, without).claims.find(({ text }) => text.includes('PAD above w/o REM'))!;
    expect(claim.verdict).toBe('holds');
    expect(claim.detail).toBe('PAD 33.0 ± 1.0 (N = 1), w/o REM 20.0 ± 0.0 (N = 1)');
    expect(claim.text).toContain('after 5 epochs');
  });

  it('calls a difference within the spread unclear, and one the other way round failed', () => {
    const verdict = (from: number) =>
      report(
        'fig4',
        climbingRun({ condition: 'pad' }),
        climbingRun({ condition: 'no-rem', from, step: 0 }),
      ).claims.find(({ text }) => text.includes('PAD above w/o REM'))!.verdict;
    expect([verdict(0.325), verdict(0.5), verdict(0.1)]).toEqual(['unclear', 'fails', 'holds']);
  });

  it('never averages runs of another scale', () => {
    const groups = groupEvidence([
      climbingRun({ condition: 'pad' }),
      climbingRun({ condition: 'pad', seed: 2 }),
      climbingRun({ condition: 'pad', scale: 'nf 16' }),
    ]);
    expect(groups.map(({ runs }) => runs.length)).toEqual([2, 1]);
  });
});

describe('what is compared', () => {
  it('is nothing where a setting has one condition only', () => {
    expect(report('app4', climbingRun({ condition: 'pad' })).claims).toEqual([]);
    expect(
      report('app4', climbingRun({ condition: 'pad' }), climbingRun({ condition: 'rem-noise-only' })).claims,
    ).toHaveLength(2);
  });

  it('sets each ablation against PAD after as many epochs as it has', () => {
    // PAD: epochs 1..3 of 0.30, 0.31, 0.32: mean 31.0 %; the other is 0.02 above it everywhere, also at its last epoch 3.
    const rows = report('ablations', climbingRun({ condition: 'pad', epochs: 9 }), climbingRun({ condition: 'mix-four', epochs: 3, from: 0.32 })).tables[0]!.rows; // prettier-ignore
    expect(rows.map((row) => row.slice(0, 5))).toEqual([
      ['PAD', '1', '9', '37.0 ± 1.0', '-'],
      ['mix-four', '1', '3', '33.0 ± 1.0', '2.0'],
    ]);
  });

  it('keeps runs whose idle synapses hold apart from those that coast', () => {
    expect(conditionWhere('pad', 'auto')).toBe('pad');
    expect(nameOfCondition(conditionWhere('pad', 'hold'))).toBe('PAD, idle synapses hold');
  });
});

describe('the summary of orderings', () => {
  it('names each ordering once, however many figures state it, under what became of it', () => {
    const runs = [climbingRun({ condition: 'pad' }), climbingRun({ condition: 'no-rem', from: 0.1 })];
    const summary = summariseClaims([report('fig4', ...runs), report('app3', ...runs)]);
    const texts = summary.flatMap(({ claims }) => claims.map(({ text }) => text));
    expect(new Set(texts).size).toBe(texts.length);
    expect(summary.find(({ verdict }) => verdict === 'holds')!.claims.map(({ text }) => text)).toEqual([
      'CIFAR-10: PAD above w/o REM after 5 epochs',
    ]);
  });
});

describe('table 1', () => {
  it('gives no score with one seed, and one with two', () => {
    const scores = (...seeds: number[]) =>
      report(
        'table1',
        ...seeds.map((seed) => climbingRun({ condition: 'pad', seed, from: 0.5 + 0.01 * seed, step: 0 })),
      ).tables[0]!.rows.map((row) => row.at(-1));
    expect(scores(1)).toEqual(['-']);
    // Ours: 51 and 52 %, mean 51.5, s.e.m. 0.5; theirs 58.25 ± 0.70: z = -6.75 / sqrt(0.25 + 0.49) = -7.85.
    expect(scores(1, 2)).toEqual(['-7.85']);
  });
});

describe('realism', () => {
  it('asks whether dreams come closer, early against late', () => {
    const at = (epoch: number, nrem: number, rem: number) => ({
      probe: 'realism',
      tick: epoch * 2343,
      epoch,
      options: {},
      result: { nrem, rem, n: 10_000, dimension: 768, network: 'x', name: 'FID-768' },
    });
    const run = climbingRun({ condition: 'pad', measurements: [at(1, 3, 4), at(5, 2, 4.5)] });
    expect(report('fig3', run).claims.map(({ verdict }) => verdict)).toEqual(['holds', 'fails']);
    const early = climbingRun({ condition: 'pad', measurements: [at(1, 3, 4)] });
    expect(report('fig3', early).claims.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown']);
  });
});

describe('geometry', () => {
  const geometry = (epoch: number, intraInter: number, occludedInter: number) => ({
    probe: 'geometry',
    tick: epoch * 2343,
    epoch,
    options: {},
    // The form of simulation's probe.
    result: {
      explained: [0.3, 0.2],
      points: { x: [0, 1, 0.1, 1.1], y: [0, 1, 0, 1], label: [0, 1, 0, 1], occluded: [false, false, true, true] },
      ratios: {
        euclidean: { intraInter, occludedInter },
        squared: { intraInter: intraInter ** 2, occludedInter: occludedInter ** 2 },
      },
      classes: [0, 1],
      pairs: { perClass: 1000, between: 10_000 },
      occlusion: 0.3,
      testImages: 10_000,
    },
  });

  it('compares trained brains only, and shows the untrained one beside them', () => {
    const pad = climbingRun({ condition: 'pad', measurements: [geometry(0, 0.9, 0.9), geometry(5, 0.8, 0.4)] });
    const without = climbingRun({ condition: 'no-nrem', measurements: [geometry(5, 0.7, 0.6)] });
    const { claims, tables, figures } = report('fig6', pad, without);
    expect(claims.map(({ verdict }) => verdict)).toEqual(['unknown', 'holds']);
    expect(tables[0]!.rows.filter((row) => row[2] === 'untrained' && row[5] !== 'not measured')).toHaveLength(2);
    expect(figures[0]!.figure.panels.map(({ marks }) => marks.map(({ name }) => name))).toEqual(
      Array(2).fill(['class 0', 'class 0, occluded', 'class 1', 'class 1, occluded']),
    );
    const { colors } = figures[0]!.figure;
    expect(colors!['class 0, occluded']).toBe(colors!['class 0']);
    expect(colors!['class 1']).not.toBe(colors!['class 0']);
  });

  it('names the epoch of each brain where they differ', () => {
    const pad = climbingRun({ condition: 'pad', measurements: [geometry(5, 0.8, 0.4)] });
    const without = climbingRun({ condition: 'no-nrem', measurements: [geometry(3, 0.7, 0.6)] });
    const { claims, figures } = report('fig6', pad, without);
    expect(claims[1]!.detail).toBe('w/o NREM (epoch 3) 0.600 (N = 1), PAD (epoch 5) 0.400 (N = 1)');
    expect(figures[0]!.figure.panels.map(({ title }) => title)).toEqual([
      'PAD (epoch 5), CIFAR-10, one run',
      'w/o NREM (epoch 3), CIFAR-10, one run',
    ]);
  });
});

describe('tables', () => {
  it("begin with the paper's image sets, and ablations with PAD", () => {
    const on = (data: string, condition: string) => climbingRun({ data, condition });
    const runs = [on('own', 'pad'), on('fashion-mnist', 'pad'), on('cifar10', 'hold-on'), on('cifar10', 'deeper'), on('cifar10', 'wake-sleep'), on('cifar10', 'pad')]; // prettier-ignore
    expect(report('table1', ...runs).tables[0]!.rows.map(([images]) => images)).toEqual([
      'CIFAR-10',
      'Fashion-MNIST',
      'own',
    ]);
    const [ablations] = report('ablations', ...runs).tables;
    expect(ablations!.rows.map(([condition]) => condition)).toEqual(['PAD', 'wake-sleep', 'deeper', 'hold-on']);
  });
});

describe('robustness', () => {
  const robustness = (epoch: number, accuracy: number) => ({
    probe: 'robustness',
    tick: epoch * 2343,
    epoch,
    options: {},
    result: {
      series: [{ perturbation: 'occlusion', tileSidePx: 4, levels: [0, 0.5, 1], accuracies: [0.6, accuracy, 0.1] }],
      chance: 0.1,
    },
  });

  it('names the epoch of each brain, in the caption and in the claim', () => {
    const pad = climbingRun({ condition: 'pad', measurements: [robustness(1, 0.2), robustness(5, 0.4)] });
    const without = climbingRun({ condition: 'no-nrem', measurements: [robustness(3, 0.3)] });
    const { claims, figures } = report('fig5', pad, without);
    expect(claims[0]!.detail).toBe('PAD (epoch 5) 40.0 (N = 1), w/o NREM (epoch 3) 30.0 (N = 1)');
    const legend = figures[0]!.figure.panels[0]!.marks.map(({ name }) => name);
    expect(legend).toEqual(['PAD (N = 1)', 'w/o NREM (N = 1)', 'largest class']);
    expect(figures[0]!.caption).toContain('PAD (epoch 5), w/o NREM (epoch 3)');
  });
});

describe('the page', () => {
  const reports = [report('fig4', climbingRun({ condition: 'pad' })), report('fig9')];

  it('stands alone, with figures inside and nothing loaded', () => {
    const page = reportPage({ title: 'A <b> & c', about: ['one & two'] }, reports);
    expect(page).toContain('<svg');
    expect(page).toContain('A &#60;b&#62; &#38; c');
    expect(page).not.toMatch(/<script|src="http|href="http/);
  });

  it('says the same in Markdown, with the figures beside it', () => {
    const page = reportMarkdown({ title: 'Results', about: [] }, reports, 'figures');
    expect(page).toContain('](figures/fig4.svg)');
    expect(page).toContain('Missing: ');
  });
});
