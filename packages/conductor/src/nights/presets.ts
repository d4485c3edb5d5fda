import type { Architecture } from './architecture.ts';
import type { MarkovPhase } from './markov.ts';
import type { Polyphasic } from './polyphasic.ts';

interface PresetText {
  readonly title: string;
  readonly summary: string;
  readonly species: 'human' | 'mouse';
  readonly source: string;
  /** What is measured about it, and what only arranged to look so; for users. */
  readonly calibrated: string;
  /** Whether it fills 24 hours by itself; otherwise the day around it is Wake. */
  readonly wholeDay: boolean;
}

/** A night by its statistics. */
export interface ArchitecturePreset extends PresetText {
  readonly kind: 'architecture';
  readonly architecture: Architecture;
}

/** A day of several sleeps, each beginning with REM. */
export interface PolyphasicPreset extends PresetText {
  readonly kind: 'polyphasic';
  readonly polyphasic: Polyphasic;
}

/** Stages drawn from a Markov chain, another for each phase of the day. */
export interface MarkovPreset extends PresetText {
  readonly kind: 'markov';
  readonly phases: readonly MarkovPhase[];
}

/** No night: the paper's schedule of kind `cycle`, named here so that lists are complete. */
export interface CyclePreset extends PresetText {
  readonly kind: 'cycle';
}

export type NightPreset = ArchitecturePreset | PolyphasicPreset | MarkovPreset | CyclePreset;

const adult: Architecture = {
  sleepMinutes: 452,
  sleepOnsetMinutes: 15,
  wakeMinutes: 21,
  finalWakeMinutes: 5,
  awakenings: 6,
  n1Percent: 5.4,
  n3Percent: 20,
  remPercent: 23.9,
  remLatencyMinutes: 89,
  cycles: 5,
  remGrowth: 0.5,
  n3DecayCycles: 1.1,
  onsetRemMinutes: 0,
};

const night = (
  title: string,
  summary: string,
  source: string,
  calibrated: string,
  changes: Partial<Architecture> = {},
): ArchitecturePreset => ({
  kind: 'architecture',
  title,
  summary,
  species: 'human',
  source,
  calibrated,
  wholeDay: false,
  architecture: { ...adult, ...changes },
});

const caricature = (measured: string): string =>
  `A calibrated caricature, not a prediction: ${measured} The other numbers are ours, in the reported direction.`;

const mouse = (title: string, summary: string, calibrated: string, phases: readonly MarkovPhase[]): MarkovPreset => ({
  kind: 'markov',
  title,
  summary,
  species: 'mouse',
  source: 'Diessler et al. 2018, PLoS Biol 16:e2005750; Jan et al. 2019 (12 C57BL/6J mice, scored in epochs of 4 s)',
  calibrated,
  wholeDay: phases.reduce((hours, phase) => hours + phase.hours, 0) === 24,
  phases,
});

const COUNTED = 'Transitions as counted; a Markov chain keeps shares and mean bouts, but no rhythm across hours.';

/** Nights that come with the tool, by name. {@link presetNight} makes them. */
export const nightPresets: Readonly<Record<string, NightPreset>> = {
  adult: night(
    'Adult night',
    'A healthy young adult: N3 early, REM growing towards morning.',
    'Medscape, Normal sleep; Merck Manual, Overview of sleep',
    'Shares, number of REM periods and length of cycles lie in the reference ranges; the exact numbers are ours.',
  ),
  recovery: night(
    'Recovery after 40 h awake',
    'More N3, in more cycles, longer sleep, quick onset.',
    'N3 comes back before REM: abstracts on recovery after total sleep deprivation',
    caricature('the priority of N3 over REM is reported.'),
    {
      sleepMinutes: 539,
      sleepOnsetMinutes: 5,
      wakeMinutes: 10,
      awakenings: 4,
      n1Percent: 2.2,
      n3Percent: 31,
      remPercent: 21.1,
      remLatencyMinutes: 94.5,
      cycles: 6,
      remGrowth: 0.4,
      n3DecayCycles: 1.6,
    },
  ),
  'rem-deprivation': night(
    'Night of REM deprivation',
    'REM cut short at each entry. For the closed loop with its debt use the manipulation rem-deprivation.',
    'Endo et al. 1998, Am J Physiol 274:R1186',
    caricature('REM at 9.2 % of baseline is measured.'),
    {
      sleepMinutes: 394.5,
      wakeMinutes: 50,
      awakenings: 25,
      n1Percent: 7.6,
      n3Percent: 23.4,
      remPercent: 2.5,
      remLatencyMinutes: 95,
      remGrowth: 0,
      n3DecayCycles: 1.2,
    },
  ),
  'rem-rebound': night(
    'Night of REM rebound',
    'The first night after REM deprivation: early and long REM.',
    'Endo et al. 1998, Am J Physiol 274:R1186',
    caricature('REM at 140 % of baseline is measured.'),
    {
      sleepMinutes: 472,
      sleepOnsetMinutes: 12,
      wakeMinutes: 15,
      awakenings: 5,
      n1Percent: 4.2,
      n3Percent: 18,
      remPercent: 31.8,
      remLatencyMinutes: 63.5,
      remGrowth: 0.25,
    },
  ),
  'sws-suppression': night(
    'Slow-wave suppression',
    'Almost no N3, sleep time kept.',
    'Ferrara et al. (selective slow-wave deprivation over two nights, abstract)',
    caricature('near zero N3 without loss of sleep time is reported.'),
    {
      sleepMinutes: 444,
      wakeMinutes: 24,
      awakenings: 8,
      n1Percent: 9.8,
      n3Percent: 0.9,
      remPercent: 23,
      remLatencyMinutes: 83.5,
    },
  ),
  ssri: night(
    'Acute SSRI',
    'Late and little REM, more N1 and wake.',
    'Wilson & Nutt 2006; Oberndorfer et al. 2000',
    caricature('later and less REM with more wake and N1 is reported, and depends on the dose.'),
    {
      sleepMinutes: 421,
      sleepOnsetMinutes: 22,
      wakeMinutes: 42,
      awakenings: 12,
      n1Percent: 8.6,
      n3Percent: 17,
      remPercent: 12,
      remLatencyMinutes: 181,
      cycles: 4,
      remGrowth: 0.3,
      n3DecayCycles: 1.2,
    },
  ),
  'cholinesterase-inhibitor': night(
    'Cholinesterase inhibitor',
    'More and earlier REM.',
    'Kanbayashi et al. (donepezil 5 mg, healthy); Moraes et al. 2006',
    caricature('more REM is reported.'),
    {
      sleepMinutes: 444,
      sleepOnsetMinutes: 18,
      wakeMinutes: 24,
      awakenings: 8,
      n1Percent: 6,
      n3Percent: 17,
      remPercent: 29.1,
      remLatencyMinutes: 62.5,
      remGrowth: 0.35,
    },
  ),
  prazosin: night(
    'Prazosin in post-traumatic stress',
    'More REM in a short night of a patient.',
    'Taylor et al. 2008, Biol Psychiatry (n = 13)',
    caricature('94 minutes more sleep and more REM are measured in patients.'),
    {
      sleepMinutes: 377.5,
      sleepOnsetMinutes: 20,
      wakeMinutes: 40,
      awakenings: 8,
      n1Percent: 6.4,
      n3Percent: 14.8,
      remPercent: 35.8,
      remLatencyMinutes: 80.5,
      cycles: 4,
      remGrowth: 0.4,
    },
  ),
  'clonidine-low': night(
    'Clonidine 25 ug',
    'More REM: the autoreceptor silences the locus coeruleus.',
    'Miyazaki et al. 2004',
    caricature('more REM at 25 ug is reported.'),
    { remPercent: 28, remLatencyMinutes: 76, n1Percent: 4.5 },
  ),
  'clonidine-high': night(
    'Clonidine 150 ug',
    'Less and late REM, more NREM.',
    'Miyazaki et al. 2004; REM from 23 to 14 % by a secondary page',
    caricature('less REM and more NREM at 150 ug is reported.'),
    {
      sleepMinutes: 459,
      sleepOnsetMinutes: 12,
      wakeMinutes: 20,
      awakenings: 5,
      n1Percent: 2.7,
      n3Percent: 19,
      remPercent: 14.1,
      remLatencyMinutes: 183.5,
      cycles: 4,
      remGrowth: 0.3,
      n3DecayCycles: 1.2,
    },
  ),
  narcolepsy: night(
    'Narcolepsy type 1',
    'REM at sleep onset, many awakenings, much N1.',
    'Pizza et al. 2015',
    caricature('REM at sleep onset, awakenings and N1 are reported as the marks of it.'),
    {
      sleepMinutes: 406,
      sleepOnsetMinutes: 4,
      wakeMinutes: 80,
      awakenings: 20,
      n1Percent: 16,
      n3Percent: 17.2,
      remPercent: 22.2,
      remLatencyMinutes: 96,
      remGrowth: 0.2,
      n3DecayCycles: 1.2,
      onsetRemMinutes: 10,
    },
  ),
  schizophrenia: night(
    'Schizophrenia',
    'Late sleep onset, less N3 and REM, early first REM.',
    'Chan et al. 2017 (31 studies); Bian et al. 2017; Cohrs 2008',
    caricature(
      'the directions are those of a meta-analysis; drug-naive patients showed no change of architecture, and in another study REM came later.',
    ),
    {
      sleepMinutes: 371,
      sleepOnsetMinutes: 45,
      wakeMinutes: 70,
      awakenings: 10,
      n1Percent: 8.9,
      n3Percent: 12,
      remPercent: 19,
      remLatencyMinutes: 73.5,
      cycles: 4,
      remGrowth: 0.3,
    },
  ),
  elderly: night(
    'Elderly, over 70',
    'Less N3 and REM, more N1 and wake.',
    'Ohayon et al. 2004 (3,577 subjects)',
    caricature('the directions are those of a meta-analysis.'),
    {
      sleepMinutes: 369,
      sleepOnsetMinutes: 25,
      wakeMinutes: 77,
      awakenings: 14,
      n1Percent: 9.5,
      n3Percent: 8.9,
      remPercent: 19.1,
      remLatencyMinutes: 94.5,
      cycles: 4,
      remGrowth: 0.3,
      n3DecayCycles: 1.3,
    },
  ),
  fragmented: night(
    'Fragmented sleep',
    'An awakening every ten minutes, little N3 and REM.',
    'ours',
    'An arrangement of ours, after no measurement.',
    {
      sleepMinutes: 357.5,
      sleepOnsetMinutes: 20,
      wakeMinutes: 105,
      awakenings: 35,
      n1Percent: 18.2,
      n3Percent: 8.8,
      remPercent: 14.7,
      remLatencyMinutes: 121.5,
      cycles: 4,
      remGrowth: 0.4,
      n3DecayCycles: 1.2,
    },
  ),
  newborn: {
    kind: 'polyphasic',
    title: 'Newborn',
    summary: 'Sixteen hours in five sleeps over the day, half of it REM, which comes first.',
    species: 'human',
    source: 'sleep.health.am, Sleep in infants; ISIS',
    calibrated:
      'Hours, share of REM, cycles and REM at sleep onset are reported; that all sleeps and cycles are alike is ours.',
    wholeDay: true,
    polyphasic: { sleepMinutes: 960, remPercent: 50, episodes: 5, cycles: 18 },
  },
  mouse: mouse('Mouse, a day', '12 h of light, in which it sleeps, then 12 h of dark.', COUNTED, [
    { table: 'light', hours: 12 },
    { table: 'dark', hours: 12 },
  ]),
  'mouse-light': mouse('Mouse, light', '12 h of light: 65 % asleep.', COUNTED, [{ table: 'light', hours: 12 }]),
  'mouse-dark': mouse('Mouse, dark', '12 h of dark: 28 % asleep.', COUNTED, [{ table: 'dark', hours: 12 }]),
  'mouse-recovery': mouse('Mouse, recovery', '12 h of dark after 6 h of sleep deprivation: REM doubled.', COUNTED, [
    { table: 'recovery', hours: 12 },
  ]),
  'pad-original': {
    kind: 'cycle',
    title: 'PAD original',
    summary: 'Wake, NREM and REM in turn, one mini-batch each: the schedule of kind `cycle`.',
    species: 'human',
    source: 'Deperrois et al. 2022, eLife 11:e76384',
    calibrated: 'REM is half of sleep, as in newborns; no night of anyone.',
    wholeDay: true,
  },
};

/** The names of {@link nightPresets}. */
export const nightPresetNames: readonly string[] = Object.keys(nightPresets);
