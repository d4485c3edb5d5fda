import type { ProbeName, ProbeOptionsInput } from '../probes/registry.ts';

/** Options with which every probe takes milliseconds on a tiny brain. */
export const tinyProbeOptions: { readonly [Name in ProbeName]?: ProbeOptionsInput<Name> } = {
  readout: { epochs: 1 },
  robustness: { epochs: 1, tileSidesPx: [4], levels: [0, 0.5] },
  staleness: { images: 3 },
};
