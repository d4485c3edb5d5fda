import type { ConditionName } from './condition-names.ts';
import type { RunConfigInput } from './run-config.ts';

/** Of the stores of single episodes: 16 mini-batches, replayed less the older they are, 1/e after 8 cycles of three ticks. */
const lastEpisodes = { capacity: 1024, sampling: 'recent', recencyTicks: 24 } as const;

const published: RunConfigInput = {
  model: { widthFactor: 1, extraAreas: 0 },
  schedule: { kind: 'cycle', order: ['wake', 'nrem', 'rem'], blockTicks: 1 },
  objectives: { image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 },
  learning: { rule: 'pad', recovery: 'distance' },
  perturbation: { occlusion: true, contrast: [1, 1], noise: [0, 0] },
  lesions: {
    realityMonitor: false,
    remFeedback: 'intact',
    hippocampus: { engramsLost: 0, order: 'chance', silent: false },
  },
  store: { kind: 'episodic', capacity: 10_000, sampling: 'uniform', recencyTicks: 1000 },
  wakeNoise: 0,
  replay: {
    nrem: { recent: 1, previous: 0, noise: 0, memories: 2, mixing: 'sum' },
    rem: { recent: 0.25, previous: 0.25, noise: 0.5, memories: 2, mixing: 'sum' },
  },
};
const { model, objectives, learning, perturbation, lesions } = published;
const nremReplay = published.replay!.nrem!;
const remReplay = published.replay!.rem!;

const inOrder = (order: string[], blockTicks = 1): RunConfigInput => ({
  ...published,
  schedule: { kind: 'cycle', order, blockTicks },
});
const nremReplays = (mixture: object): RunConfigInput => ({
  ...published,
  replay: { ...published.replay, nrem: { ...nremReplay, ...mixture } },
});
const remReplays = (mixture: object): RunConfigInput => ({
  ...published,
  replay: { ...published.replay, rem: { ...remReplay, ...mixture } },
});
const withWeights = (weights: RunConfigInput['objectives']): RunConfigInput => ({
  ...published,
  objectives: { ...objectives, ...weights },
});

/** Size of the Wake noise without REM: our reading of the paper's N(0, 0.5·I); its published value is not known. */
const wakeNoise = 0.5;
const withoutRem: RunConfigInput = {
  ...inOrder(['wake', 'nrem']),
  objectives: { ...objectives, reality: 0, nrem: 0.5 },
  wakeNoise,
};

/**
 * The conditions of the paper and its two controls, other rules, lesions and ablations, each a configuration of the same loop. Each names every
 * field that any of them touches, so that one laid over another leaves nothing of it behind.
 *
 * @source Deperrois et al. 2022, Results, Methods ("Simulated conditions") and Appendix 1.
 */
export const conditions: Readonly<Record<ConditionName, RunConfigInput>> = {
  pad: published,
  'no-rem': withoutRem,
  // The NREM tick stays in the order: what it leaves out still coasts, as in the published program.
  'no-nrem': withWeights({ nrem: 0 }),
  'wake-only': { ...withoutRem, objectives: { ...objectives, reality: 0, nrem: 0 } },
  'no-memory-mix': remReplays({ recent: 1, previous: 0, noise: 0 }),
  'rem-noise-only': remReplays({ recent: 0, previous: 0, noise: 1 }),
  'rem-memories-only': remReplays({ recent: 0.5, previous: 0.5, noise: 0 }),
  'rem-first': inOrder(['wake', 'rem', 'nrem']),
  'nrem-mixed': nremReplays({ recent: 0.25, previous: 0.25, noise: 0.5 }),
  'no-rem-without-noise': { ...withoutRem, wakeNoise: 0 },
  'no-rem-whole-nrem': { ...withoutRem, objectives: { ...objectives, reality: 0 } },
  // Sleep dreams of z ~ N(0, I), unperturbed; the other weights have no term in this rule.
  'wake-sleep': {
    ...nremReplays({ recent: 0, previous: 0, noise: 1 }),
    learning: { ...learning, rule: 'wake-sleep' },
    perturbation: { ...perturbation, occlusion: false },
  },
  'no-adversary': withWeights({ adversarial: 0 }),
  'contrastive-nrem': { ...published, learning: { ...learning, recovery: 'contrastive' } },
  'rem-deprived': inOrder(['wake', 'nrem']),
  'monitor-lesioned': { ...published, lesions: { ...lesions, realityMonitor: true } },
  'feedback-silenced': { ...published, lesions: { ...lesions, remFeedback: 'silenced' } },
  'feedback-plasticity-blocked': { ...published, lesions: { ...lesions, remFeedback: 'plasticity-blocked' } },
  'hippocampus-silenced': {
    ...published,
    lesions: { ...lesions, hippocampus: { ...lesions!.hippocampus, silent: true } },
  },
  'half-engrams-lost': {
    ...published,
    lesions: { ...lesions, hippocampus: { ...lesions!.hippocampus, engramsLost: 0.5 } },
  },
  'blocks-10': inOrder(['wake', 'nrem', 'rem'], 10),
  'blocks-100': inOrder(['wake', 'nrem', 'rem'], 100),
  'rem-first-blocks-10': inOrder(['wake', 'rem', 'nrem'], 10),
  'rem-first-blocks-100': inOrder(['wake', 'rem', 'nrem'], 100),
  'rich-perturbation': { ...published, perturbation: { ...perturbation, contrast: [0.5, 1], noise: [0, 0.25] } },
  'kl-tenth': withWeights({ divergence: 0.1 }),
  'kl-tenfold': withWeights({ divergence: 10 }),
  'kl-annealed': withWeights({ divergence: { from: 0, to: 1, overEpochs: 10 } }),
  // The shares stay: half of a dream is memory and half is noise, as in PAD.
  'mix-components': remReplays({ mixing: 'component' }),
  'mix-four': remReplays({ recent: 0.125, previous: 0.375, memories: 4 }),
  'store-day': { ...published, store: { kind: 'day', ...lastEpisodes } },
  'store-hopfield': { ...published, store: { kind: 'hopfield', ...lastEpisodes } },
  'half-width': { ...published, model: { ...model, widthFactor: 0.5 } },
  'double-width': { ...published, model: { ...model, widthFactor: 2 } },
  shallower: { ...published, model: { ...model, extraAreas: -1 } },
  deeper: { ...published, model: { ...model, extraAreas: 1 } },
};
