import type { ProbeName, ProbeOptionsInput } from '../probes/registry.ts';

/** Options with which every probe takes milliseconds on a tiny brain. */
export const tinyProbeOptions: { readonly [Name in ProbeName]?: ProbeOptionsInput<Name> } = {
  readout: { epochs: 1 },
  areas: { penalties: [0.01, 1], folds: 2 },
  robustness: { epochs: 1, tileSidesPx: [4], levels: [0, 0.5] },
  geometry: { classes: [0, 1], pairsPerClass: 5, pairsBetween: 10 },
  similarity: { images: 4 },
  staleness: { images: 3 },
  forgetting: { epochs: 1 },
  losses: { images: 4 },
  monitor: { images: 4 },
  latents: { testImages: 4 },
  signatures: { images: 4, activityImages: 4 },
};
