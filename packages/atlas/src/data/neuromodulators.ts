import type { Annotation } from '../annotation.ts';
import { citations } from '../citations.ts';

/** The two levels that everything else follows from. */
export const neuromodulators = [
  {
    id: 'acetylcholine',
    name: 'Acetylcholine (ACh)',
    kind: 'neuromodulator',
    role: 'High in Wake and REM, low in NREM: lets the discriminative pathway learn from its judgement.',
    biology:
      'High in active waking and REM sleep, low in deep sleep; thought to set apart encoding from consolidation.',
    transmitters: ['acetylcholine'],
    equations: ['gate_D = σ((ACh - ½)/w)', 'gate_NREM = 1 - gate_D'],
    citations: [citations.hasselmo1999, citations.lee2012],
    code: 'packages/conductor/src',
  },
  {
    id: 'noradrenaline',
    name: 'Noradrenaline (NA)',
    kind: 'neuromodulator',
    role: 'High in Wake, low in sleep: connects the senses and tells the reality monitor "external".',
    biology: 'Follows the firing of the locus coeruleus: high in waking, falling in NREM, lowest in REM.',
    transmitters: ['noradrenaline'],
    equations: ['target_D = σ((NA - ½)/w)', 'sign_G = 2 target_D - 1'],
    citations: [citations.astonJones1981, citations.lee2012],
    code: 'packages/conductor/src',
  },
] as const satisfies readonly Annotation[];
