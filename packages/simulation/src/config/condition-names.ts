/** The conditions of the paper and its two controls. */
export const publishedConditionNames = [
  'pad',
  'no-rem',
  'no-nrem',
  'wake-only',
  'no-memory-mix',
  'rem-noise-only',
  'rem-memories-only',
  'rem-first',
  'nrem-mixed',
  'no-rem-without-noise',
  'no-rem-whole-nrem',
] as const;

/** Other rules on the same schedule. */
export const ruleConditionNames = ['wake-sleep', 'no-adversary', 'contrastive-nrem'] as const;

/** Lesions and optogenetics. */
export const lesionConditionNames = [
  'rem-deprived',
  'monitor-lesioned',
  'feedback-silenced',
  'feedback-plasticity-blocked',
  'hippocampus-silenced',
  'half-engrams-lost',
] as const;

/** Ablations: rhythm and order, perturbation, L_KL, mixing, store, width and depth. */
export const ablationConditionNames = [
  'blocks-10',
  'blocks-100',
  'rem-first-blocks-10',
  'rem-first-blocks-100',
  'rich-perturbation',
  'kl-tenth',
  'kl-tenfold',
  'kl-annealed',
  'mix-components',
  'mix-four',
  'store-day',
  'store-hopfield',
  'half-width',
  'double-width',
  'shallower',
  'deeper',
] as const;

/** The names that `condition` takes; what each means stands in conditions.ts. */
export const conditionNames = [
  ...publishedConditionNames,
  ...ruleConditionNames,
  ...lesionConditionNames,
  ...ablationConditionNames,
] as const;
export type ConditionName = (typeof conditionNames)[number];

/** What differs from PAD, in a line. */
export const conditionSummaries: Readonly<Record<ConditionName, string>> = {
  pad: 'nothing: Wake, NREM, REM',
  'no-rem': 'no REM, no reality monitor; noise on z in Wake; half the NREM objective',
  'no-nrem': 'NREM teaches nothing',
  'wake-only': 'neither sleep teaches; noise as in `no-rem`',
  'no-memory-mix': 'REM replays single episodes without noise',
  'rem-noise-only': 'REM dreams of spontaneous activity alone',
  'rem-memories-only': 'REM dreams of two episodes without noise',
  'rem-first': 'REM before NREM',
  'nrem-mixed': 'NREM replays mixed memories, as input and as target',
  'no-rem-without-noise': '`no-rem` without the noise in Wake',
  'no-rem-whole-nrem': '`no-rem` with the whole NREM objective',
  'wake-sleep': 'Wake trains the feedback pathway alone, both sleeps the feedforward pathway alone, on dreams of noise',
  'no-adversary': 'REM teaches nothing; the monitor still learns in Wake',
  'contrastive-nrem': 'NREM tells its latent from those of the mini-batch (InfoNCE)',
  'rem-deprived': 'no REM; the monitor still learns in Wake, unlike in `no-rem`',
  'monitor-lesioned': 'the reality monitor is silent: it judges everything alike and learns nothing',
  'feedback-silenced': 'the activity of the feedback pathway is zeroed in REM',
  'feedback-plasticity-blocked': 'the feedback pathway dreams in REM and does not learn',
  'hippocampus-silenced': 'the hippocampus encodes and replays nothing: sleep teaches nothing',
  'half-engrams-lost': 'sleep finds half of the engrams, the same half each time',
  'blocks-10': 'blocks of 10 mini-batches: Wake, then NREM, then REM of the same ones',
  'blocks-100': 'blocks of 100 mini-batches',
  'rem-first-blocks-10': 'REM before NREM, in blocks of 10 mini-batches',
  'rem-first-blocks-100': 'REM before NREM, in blocks of 100 mini-batches',
  'rich-perturbation': 'NREM dreams lose contrast and get noise beside the tiles',
  'kl-tenth': 'a tenth of L_KL',
  'kl-tenfold': 'ten times L_KL',
  'kl-annealed': 'L_KL grows from 0 to its whole weight over 10 epochs',
  'mix-components': 'REM crosses two episodes, each component from one of them, in place of averaging them',
  'mix-four': 'REM mixes four episodes',
  'store-day':
    'sleep replays any of the last 1,024 episodes, recent ones more often, in place of the last two mini-batches',
  'store-hopfield': 'the same episodes as attractors of a modern Hopfield network, recalled from fragments of a half',
  'half-width': 'half as many channels in every area below IT',
  'double-width': 'twice as many channels in every area below IT',
  shallower: 'one retinotopic area fewer; IT takes in a map of 8 x 8',
  deeper: 'one retinotopic area more (PIT); IT takes in a map of 2 x 2',
};
