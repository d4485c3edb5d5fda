import type { ConditionName } from './condition-names.ts';
import type { RunConfigInput } from './run-config.ts';

const published: RunConfigInput = {
  schedule: { kind: 'cycle', order: ['wake', 'nrem', 'rem'] },
  objectives: { image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 },
  learning: { rule: 'pad', recovery: 'distance' },
  perturbation: { occlusion: true },
  lesions: { realityMonitor: false, remFeedback: 'intact' },
  wakeNoise: 0,
  replay: {
    nrem: { recent: 1, previous: 0, noise: 0 },
    rem: { recent: 0.25, previous: 0.25, noise: 0.5 },
  },
};

/** Size of the Wake noise without REM: our reading of the paper's N(0, 0.5·I); its published value is not known. */
const wakeNoise = 0.5;
const withoutRem: RunConfigInput = {
  ...published,
  schedule: { kind: 'cycle', order: ['wake', 'nrem'] },
  objectives: { ...published.objectives, reality: 0, nrem: 0.5 },
  wakeNoise,
};

const remReplays = (recent: number, previous: number, noise: number): RunConfigInput => ({
  ...published,
  replay: { ...published.replay, rem: { recent, previous, noise } },
});

/**
 * The conditions of the paper and its two controls, other rules and lesions, each a configuration of the same loop. Each names every
 * field that any of them touches, so that one laid over another leaves nothing of it behind.
 *
 * @source Deperrois et al. 2022, Results, Methods ("Simulated conditions") and Appendix 1.
 */
export const conditions: Readonly<Record<ConditionName, RunConfigInput>> = {
  pad: published,
  'no-rem': withoutRem,
  // The NREM tick stays in the order: what it leaves out still coasts, as in the published program.
  'no-nrem': { ...published, objectives: { ...published.objectives, nrem: 0 } },
  'wake-only': { ...withoutRem, objectives: { ...published.objectives, reality: 0, nrem: 0 } },
  'no-memory-mix': remReplays(1, 0, 0),
  'rem-noise-only': remReplays(0, 0, 1),
  'rem-memories-only': remReplays(0.5, 0.5, 0),
  'rem-first': { ...published, schedule: { kind: 'cycle', order: ['wake', 'rem', 'nrem'] } },
  'nrem-mixed': {
    ...published,
    replay: { ...published.replay, nrem: { recent: 0.25, previous: 0.25, noise: 0.5 } },
  },
  'no-rem-without-noise': { ...withoutRem, wakeNoise: 0 },
  'no-rem-whole-nrem': { ...withoutRem, objectives: { ...published.objectives, reality: 0 } },
  // Sleep dreams of z ~ N(0, I), unperturbed; the other weights have no term in this rule.
  'wake-sleep': {
    ...published,
    learning: { ...published.learning, rule: 'wake-sleep' },
    perturbation: { ...published.perturbation, occlusion: false },
    replay: { ...published.replay, nrem: { recent: 0, previous: 0, noise: 1 } },
  },
  'no-adversary': { ...published, objectives: { ...published.objectives, adversarial: 0 } },
  'contrastive-nrem': { ...published, learning: { ...published.learning, recovery: 'contrastive' } },
  'rem-deprived': { ...published, schedule: { kind: 'cycle', order: ['wake', 'nrem'] } },
  'monitor-lesioned': { ...published, lesions: { ...published.lesions, realityMonitor: true } },
  'feedback-silenced': { ...published, lesions: { ...published.lesions, remFeedback: 'silenced' } },
  'feedback-plasticity-blocked': { ...published, lesions: { ...published.lesions, remFeedback: 'plasticity-blocked' } },
};
