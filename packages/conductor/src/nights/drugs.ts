import { gleitBooth } from '../models/gleit-booth.ts';
import type { ModelParameters } from '../models/sleep-model.ts';
import type { Manipulation } from './manipulation-schema.ts';

/** How a night changes at strength 1; N2 (undivided NREM) gives or takes the rest. */
export interface NightChanges {
  /** Wake gained, as a share of sleep. */
  readonly wakeOfSleep: number;
  /** Factors on the time in a stage. */
  readonly n1: number;
  readonly n3: number;
  readonly rem: number;
  /** Factor on the time from sleep onset to the first REM. */
  readonly remLatency: number;
}

/** What a drug does to nights, and to the sleep model that has parameters for it. */
export interface Drug {
  readonly title: string;
  /** For stages: of a preset, a recording or a model without own parameters. */
  readonly changes: NightChanges;
  /** Parameters of the sleep model `gleit-booth` at strength 1. */
  readonly modelParameters: Readonly<Record<string, number>>;
  readonly source: string;
  /** What is measured and what is arranged; for users. */
  readonly calibrated: string;
}

const caricature = (measured: string, model: string): string =>
  `A calibrated caricature, not a prediction. ${measured} The changes of a night are ours, in that direction. ${model}`;

/** Drugs by name; clonidine by dose. */
export const drugs = {
  ssri: {
    title: 'SSRI, acute',
    changes: { wakeOfSleep: 0.046, n1: 1.48, n3: 0.79, rem: 0.47, remLatency: 2.03 },
    modelParameters: { gNER: 10 },
    source: 'Wilson & Nutt 2006; Oberndorfer et al. 2000',
    calibrated: caricature(
      'REM later and less, depending on the dose, with more wake and N1; it recovers over weeks, which is left out, and rebounds on withdrawal.',
      'In the model, stronger inhibition of REM-on cells by NA (g_NER 8 to 10): REM 23.7 to 17.8 % of sleep, 15 min later.',
    ),
  },
  'cholinesterase-inhibitor': {
    title: 'Cholinesterase inhibitor',
    changes: { wakeOfSleep: 0.007, n1: 1.09, n3: 0.84, rem: 1.2, remLatency: 0.7 },
    modelParameters: { betaR: -1 },
    source: 'Kanbayashi et al. (donepezil 5 mg, healthy); Moraes et al. 2006',
    calibrated: caricature(
      'Donepezil raises REM.',
      'In the model, a lower threshold of REM-on cells (beta_R -0.8 to -1): REM 23.7 to 31.5 %, 18 min earlier. Scaling its ACh up would lower REM, against what is measured, so we do not.',
    ),
  },
  prazosin: {
    title: 'Prazosin',
    changes: { wakeOfSleep: -0.012, n1: 0.9, n3: 1, rem: 1.2, remLatency: 0.93 },
    modelParameters: { gNER: 7 },
    source: 'Taylor et al. 2008, Biol Psychiatry (n = 13, post-traumatic stress)',
    calibrated: caricature(
      'In patients, 94 min more sleep and more REM.',
      'In the model, weaker inhibition of REM-on cells by NA (g_NER 8 to 7): REM 23.7 to 28 %, 5 min earlier; at 6 the model falls apart.',
    ),
  },
  'clonidine-low': {
    title: 'Clonidine, 25 ug',
    changes: { wakeOfSleep: 0, n1: 0.83, n3: 1, rem: 1.17, remLatency: 0.85 },
    modelParameters: { lcInput: -0.1 },
    source: 'Miyazaki et al. 2004',
    calibrated: caricature(
      'The low dose raises REM, the high one lowers it.',
      'In the model, less input to the locus coeruleus (-0.1), as the autoreceptor would: REM 23.7 to 44 %.',
    ),
  },
  'clonidine-high': {
    title: 'Clonidine, 150 ug',
    changes: { wakeOfSleep: -0.002, n1: 0.51, n3: 0.97, rem: 0.6, remLatency: 2.06 },
    modelParameters: { betaR: -0.7 },
    source: 'Miyazaki et al. 2004; REM from 23 to 14 % by a secondary page',
    calibrated: caricature(
      'The high dose lowers REM and raises NREM.',
      'The model has no such effect of less LC input; here the threshold of REM-on cells is raised (beta_R -0.8 to -0.7): REM 23.7 to 17.2 %, 41 min later.',
    ),
  },
} as const satisfies Readonly<Record<string, Drug>>;

export type DrugName = keyof typeof drugs;

/** The drug of a manipulation; null where it is none. */
export function drugOf(manipulation: Manipulation): Drug | null {
  switch (manipulation.kind) {
    case 'ssri':
    case 'cholinesterase-inhibitor':
    case 'prazosin':
      return drugs[manipulation.kind];
    case 'clonidine':
      return drugs[`clonidine-${manipulation.dose}`];
    case 'rem-deprivation':
    case 'yoked-awakenings':
    case 'sws-suppression':
    case 'clamp':
    case 'arousals':
      return null;
    default:
      throw new Error(`${String(manipulation satisfies never)} is no kind of manipulation`);
  }
}

/** {@link Drug.changes} at a strength: factors to that power, wake times it. */
export const changesAt = ({ changes }: Drug, strength: number): NightChanges => ({
  wakeOfSleep: changes.wakeOfSleep * strength,
  n1: changes.n1 ** strength,
  n3: changes.n3 ** strength,
  rem: changes.rem ** strength,
  remLatency: changes.remLatency ** strength,
});

/** The model's own parameters. */
const undrugged: ModelParameters = gleitBooth.parameters.parse({});

/**
 * Parameters of the sleep model under a drug: from its own values towards {@link Drug.modelParameters}, times the strength.
 * @param parameters of the model `gleit-booth` without the drug. @returns the changed ones; nothing where it is no drug.
 */
export function modelParametersOf(
  manipulation: Manipulation,
  parameters: Readonly<Record<string, number>>,
): Record<string, number> {
  const drug = drugOf(manipulation);
  if (drug === null || !('strength' in manipulation)) return {};
  return Object.fromEntries(
    Object.entries(drug.modelParameters).map(([name, value]) => [
      name,
      parameters[name]! + manipulation.strength * (value - undrugged[name]!),
    ]),
  );
}
