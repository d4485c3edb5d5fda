import type { Annotation } from '../annotation.ts';
import { citations, paperAt } from '../citations.ts';

/** How the areas are joined, and what they do with it in the three states. */
export const pathways = [
  {
    id: 'feedforward',
    name: 'Feedforward pathway (encoder E)',
    kind: 'pathway',
    role: 'Bottom-up synapses from V1 to IT and to the reality monitor; plastic in Wake, NREM and REM.',
    biology: 'Ascending projections from superficial layers to layer 4 of the next area.',
    cellTypes: ['superficial pyramidal neurons'],
    transmitters: ['glutamate'],
    equations: ['z, d = E(x)', 'ΔE ∝ -∇ [gate_D (target_D (L_img + L_KL) + BCE(d, target_D)) + gate_NREM L_NREM]'],
    citations: [citations.felleman1991, paperAt('Results, figure 2')],
    code: 'packages/cortex/src/area.ts',
  },
  {
    id: 'feedback',
    name: 'Feedback pathway (generator G)',
    kind: 'pathway',
    role: 'Top-down synapses from IT to V1: reconstructs what is seen, draws dreams; plastic in Wake and, with its sign switched, in REM.',
    biology: 'Descending projections to layers outside 4; the generative half of predictive accounts of cortex.',
    cellTypes: ['deep pyramidal neurons'],
    transmitters: ['glutamate'],
    equations: ["x' = G(z)", 'ΔG ∝ -∇ [gate_D (target_D L_img - (1 - target_D) L_REM)]'],
    citations: [citations.felleman1991, citations.rao1999, paperAt('Results, figure 2')],
    code: 'packages/cortex/src/area.ts',
  },
  {
    id: 'hippocampo-cortical-replay',
    name: 'Hippocampo-cortical replay',
    kind: 'pathway',
    role: 'Brings stored codes back to IT: one episode in NREM, a mixture of episodes with spontaneous activity in REM.',
    biology:
      'Ensembles of waking are active again in the following sleep; a route back to IT by way of entorhinal cortex.',
    transmitters: ['glutamate'],
    equations: ['NREM: z', "REM: z' = ¼ z + ¼ z_old + ½ ε"],
    citations: [citations.wilson1994, citations.mcclelland1995, paperAt('Materials and methods, REM')],
    code: 'packages/hippocampus/src',
  },
  {
    id: 'wake',
    name: 'Wake: perception and reconstruction',
    kind: 'process',
    role: 'Senses drive the stream; feedback learns to reconstruct, IT’s code is kept near a standard normal, the monitor is told "external".',
    biology: 'High acetylcholine and noradrenaline.',
    equations: ['L_img = mean (x - G(z))²', 'L_KL = mean_j (σ_j² + μ_j²)/2 - ln σ_j - ½', 'L_real = -mean ln d'],
    citations: [citations.hasselmo1999, paperAt('Materials and methods, training procedure, Wake')],
    code: 'packages/cortex/src/evaluate.ts',
  },
  {
    id: 'perturbed-dreaming',
    name: 'NREM: perturbed dreaming',
    kind: 'process',
    role: 'One episode is replayed and drawn, parts of the drawing are silenced, and the feedforward pathway learns to find the episode again.',
    biology: 'Low acetylcholine and noradrenaline; replay of single episodes.',
    equations: ['L_NREM = mean (z - E(G(z)·Ω))²'],
    citations: [citations.wilson1994, paperAt('equation 6')],
    code: 'packages/cortex/src/evaluate.ts',
  },
  {
    id: 'adversarial-dreaming',
    name: 'REM: adversarial dreaming',
    kind: 'process',
    role: 'Mixed episodes with spontaneous activity become new images; the monitor is told "internal", feedback learns against it.',
    biology:
      'High acetylcholine without noradrenaline. That plasticity of feedback switches its sign is the model’s prediction.',
    equations: ['L_REM = -mean ln (1 - d(G(z’)))', 'ΔE ∝ -∇ L_REM', 'ΔG ∝ +∇ L_REM'],
    citations: [citations.goodfellow2014, paperAt('Materials and methods, training procedure, REM')],
    code: 'packages/cortex/src/evaluate.ts',
  },
] as const satisfies readonly Annotation[];
