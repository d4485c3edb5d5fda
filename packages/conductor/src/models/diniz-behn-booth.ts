import { z } from 'zod';
import { dailySine } from './circadian.ts';
import { clipLevel, firingRate, parameter, released, type ModelVariable, type SleepModel } from './sleep-model.ts';

// Order of the state: five firing rates, their transmitters, the homeostat, the kicks; FBFD adds the SCN and its transmitter.
const LC = 0;
const DR = 1;
const VLPO = 2;
const REM = 3;
const WAKE_REM = 4;
const NORADRENALINE = 5;
const SEROTONIN = 6;
const GABA = 7;
const ACH_REM = 8;
const ACH_WAKE_REM = 9;
const HOMEOSTAT = 10;
const KICK = 11;
const SCN = 12;
const SCN_TRANSMITTER = 13;

const AMINERGIC_MAX = 6.5;
const CHOLINERGIC_MAX = 5;

const network = {
  betaAmines: (value: number) => parameter(value, '', 'Threshold of locus coeruleus and dorsal raphe', [-10, 10]),
  betaR: (value: number) => parameter(value, '', 'Threshold of the REM-on population', [-10, 10]),
  homeostatMax: (value: number) => parameter(value, '', 'What the homeostat rises to in wake', [0, 10]),
  riseSeconds: (value: number) => parameter(value, 'seconds', 'Time constant of the homeostat in wake', [1, 100_000]),
  fallSeconds: (value: number) => parameter(value, 'seconds', 'Time constant of the homeostat in sleep', [1, 100_000]),
  homeostatGain: (value: number) => parameter(value, '', 'Weight of the homeostat on the VLPO', [0, 100]),
  kickRate: (value: number) =>
    parameter(value, '1/s', 'Rate of random kicks to the amines, in runs with noise', [0, 1]),
};

/** Weights, the same in both models; as parameters for drugs: what acts on the REM-on and the aminergic cells. */
const weights = {
  gNR: parameter(3.5, '', 'Weight of noradrenaline on the REM-on population', [0, 30]),
  gSR: parameter(3.5, '', 'Weight of serotonin on the REM-on population', [0, 30]),
  gAR: parameter(2.5, '', 'Weight of acetylcholine on the REM-on population', [0, 30]),
  lcInput: parameter(0, '', 'Input added to the locus coeruleus', [-10, 10]),
};

const dinizBehnBoothParameters = z.strictObject({
  ...weights,
  betaAmines: network.betaAmines(2),
  betaR: network.betaR(-0.5),
  homeostatMax: network.homeostatMax(1),
  riseSeconds: network.riseSeconds(600),
  fallSeconds: network.fallSeconds(320),
  homeostatGain: network.homeostatGain(7),
  kickRate: network.kickRate(0.003),
  kickMean: parameter(8, '', 'Mean size of a kick', [-100, 100]),
});

const fbfdParameters = z.strictObject({
  ...weights,
  betaAmines: network.betaAmines(-1.85),
  betaR: network.betaR(-0.82),
  homeostatMax: network.homeostatMax(1.1),
  riseSeconds: network.riseSeconds(700),
  fallSeconds: network.fallSeconds(200),
  homeostatGain: network.homeostatGain(2.5),
  kickRate: network.kickRate(0.0004),
  kickMean: parameter(16.5, '', 'Mean size of a kick at the zero of the circadian drive', [-100, 100]),
  kickCircadian: parameter(12, '', 'How much less a kick is at the peak of the circadian drive', [-100, 100]),
});

type DinizBehnBooth = z.output<typeof dinizBehnBoothParameters>;
type Fbfd = z.output<typeof fbfdParameters>;
type Shared = Omit<DinizBehnBooth, 'kickMean'>;

/**
 * What both models share: F' = (F_max/2 (1 + tanh((c - beta)/alpha)) - F)/tau_F and C' = (tanh(F/gamma) - C)/tau_C.
 * @param amines further input to LC and DR, @param vlpo to the VLPO, @param rem to the REM-on cells.
 */
function networkSlopes(
  state: Float64Array,
  p: Shared,
  slopes: Float64Array,
  amines: number,
  vlpo: number,
  rem: number,
): void {
  const ne = state[NORADRENALINE]!;
  const serotonin = state[SEROTONIN]!;
  const gaba = state[GABA]!;
  const ach = state[ACH_REM]! + state[ACH_WAKE_REM]!;
  const h = state[HOMEOSTAT]!;
  const fLC = state[LC]!;
  const fDR = state[DR]!;
  const toAmines = 3.5 * ach - 1.5 * gaba + amines;

  slopes[LC] = (firingRate(toAmines - 1.5 * ne + p.lcInput, AMINERGIC_MAX, p.betaAmines, 0.75) - fLC) / 25;
  slopes[DR] = (firingRate(toAmines - 1.5 * serotonin, AMINERGIC_MAX, p.betaAmines, 0.75) - fDR) / 25;
  slopes[VLPO] =
    (firingRate(-2 * ne - 2 * serotonin - 0.5 * gaba + vlpo, 5, -p.homeostatGain * h, 0.25) - state[VLPO]!) / 10;
  slopes[REM] =
    firingRate(p.gAR * ach - p.gNR * ne - p.gSR * serotonin - 1.25 * gaba + rem, CHOLINERGIC_MAX, p.betaR, 0.25) -
    state[REM]!;
  slopes[WAKE_REM] = (firingRate(ach - 1.7 * gaba, CHOLINERGIC_MAX, -0.2, 0.25) - state[WAKE_REM]!) / 10;

  slopes[NORADRENALINE] = (released(fLC, 5) - ne) / 25;
  slopes[SEROTONIN] = (released(fDR, 5) - serotonin) / 25;
  slopes[GABA] = (released(state[VLPO]!, 4) - gaba) / 10;
  slopes[ACH_REM] = (released(state[REM]!, 3) - state[ACH_REM]!) / 10;
  slopes[ACH_WAKE_REM] = (released(state[WAKE_REM]!, 3) - state[ACH_WAKE_REM]!) / 10;

  slopes[HOMEOSTAT] = fLC + fDR >= 3 ? (p.homeostatMax - h) / p.riseSeconds : -h / p.fallSeconds;
  slopes[KICK] = -state[KICK]! / 10;
}

const variables: readonly ModelVariable[] = [
  { name: 'fLC', unit: 'Hz', meaning: 'locus coeruleus, noradrenergic', initial: 2 },
  { name: 'fDR', unit: 'Hz', meaning: 'dorsal raphe, serotonergic', initial: 2 },
  { name: 'fVLPO', unit: 'Hz', meaning: 'ventrolateral preoptic nucleus, GABA', initial: 6 },
  { name: 'fR', unit: 'Hz', meaning: 'REM-on cells of LDT/PPT, cholinergic', initial: 4 },
  { name: 'fWR', unit: 'Hz', meaning: 'wake/REM-on cells of LDT/PPT and basal forebrain, cholinergic', initial: 1 },
  { name: 'cNE', unit: '', meaning: 'noradrenaline, 0..1', initial: 0 },
  { name: 'c5HT', unit: '', meaning: 'serotonin, 0..1', initial: 0 },
  { name: 'cGABA', unit: '', meaning: 'GABA, 0..1', initial: 1 },
  { name: 'cAChR', unit: '', meaning: 'acetylcholine of the REM-on cells, 0..1', initial: 1 },
  { name: 'cAChWR', unit: '', meaning: 'acetylcholine of the wake/REM-on cells, 0..1', initial: 1 },
  { name: 'h', unit: '', meaning: 'homeostatic sleep drive', initial: 0.4 },
  { name: 'delta', unit: '', meaning: 'random kicks to the amines', initial: 0 },
];

/** Acetylcholine of both cholinergic populations, in units of what the wake/REM-on cells release at their highest rate. */
const achOf = (state: Float64Array): number =>
  clipLevel((state[ACH_REM]! + state[ACH_WAKE_REM]!) / released(CHOLINERGIC_MAX, 3));

/** Noradrenaline in units of what the locus coeruleus releases at its highest rate. */
const naOf = (state: Float64Array): number => clipLevel(state[NORADRENALINE]! / released(AMINERGIC_MAX, 5));

const KICK_DEVIATION = 0.1;

/**
 * Rat sleep-wake network with explicit transmitters: LC (noradrenaline), DR (serotonin), VLPO (GABA), REM-on and wake/REM-on
 * cells (acetylcholine), a homeostat and random kicks that wake briefly. Polyphasic, without a circadian clock. Time in seconds.
 * @source Diniz Behn & Booth 2010, J Neurophysiol 103:1937; parameters of ModelDB 146554
 */
export const dinizBehnBooth: SleepModel<DinizBehnBooth> = {
  name: 'diniz-behn-booth',
  title: 'Diniz Behn-Booth 2010',
  summary: 'Rat network with explicit transmitters; without noise a loop of 268 s wake, 476 s NREM and 37 s REM.',
  species: 'rodent',
  standIn:
    'Wake is scored by the locus coeruleus above 2 Hz and REM by the REM-on cells above 2 Hz; the published script scores REM where the ' +
    'locus coeruleus fires, which cannot be meant. The optional noise on transmitter release is left out.',
  source:
    'Diniz Behn & Booth 2010, J Neurophysiol 103:1937; parameters of ModelDB 146554 (Sedigh-Sarvestani et al. 2012)',
  stepSeconds: 1,
  secondsPerUnit: 1,
  parameters: dinizBehnBoothParameters,
  variables,
  kicks: {
    variable: KICK,
    rate: (p) => p.kickRate,
    size: (normal, _time, p) => p.kickMean + KICK_DEVIATION * normal,
  },
  derivatives(_time, state, p, slopes) {
    networkSlopes(state, p, slopes, state[KICK]!, 0, 0);
  },
  stageOf(state) {
    if (state[LC]! > 2) return 'WAKE';
    return state[REM]! > 2 ? 'REM' : 'NREM';
  },
  achOf,
  naOf,
};

/**
 * The same network under a suprachiasmatic nucleus: a rat that sleeps in the light (the first 12 hours of each day) and is awake
 * for longer in the dark. Time in seconds.
 * @source Fleshner, Booth, Forger & Diniz Behn 2011, Phil Trans R Soc A 369:3855; parameters of ModelDB 146554
 */
export const fbfd: SleepModel<Fbfd> = {
  name: 'fbfd',
  title: 'Fleshner-Booth-Forger-Diniz Behn 2011',
  summary:
    'Rat network with explicit transmitters and a circadian clock: asleep in the light, awake for 43 min at a time in the dark.',
  species: 'rodent',
  standIn:
    'The size of random kicks follows the sine that drives the clock; the optional noise on transmitter release is left out. ' +
    'The first 12 hours of each day are light.',
  source: 'Fleshner, Booth, Forger & Diniz Behn 2011, Phil Trans R Soc A 369:3855; parameters of ModelDB 146554',
  stepSeconds: 1,
  secondsPerUnit: 1,
  parameters: fbfdParameters,
  variables: [
    ...variables,
    { name: 'fSCN', unit: 'Hz', meaning: 'suprachiasmatic nucleus', initial: 0 },
    { name: 'cSCN', unit: '', meaning: 'transmitter of the suprachiasmatic nucleus, 0..1', initial: 0 },
  ],
  kicks: {
    variable: KICK,
    rate: (p) => p.kickRate,
    size: (normal, time, p) => p.kickMean - p.kickCircadian * dailySine(time / 3600) + KICK_DEVIATION * normal,
  },
  derivatives(time, state, p, slopes) {
    const scn = state[SCN_TRANSMITTER]!;
    const ach = state[ACH_REM]! + state[ACH_WAKE_REM]!;
    networkSlopes(state, p, slopes, -4 * scn - state[KICK]!, 1.8 * scn, -0.3 * scn);
    slopes[SCN] =
      (firingRate(dailySine(time / 3600) + 0.2 * ach + 0.2 * state[SEROTONIN]!, 8, 0.25, 1.5) - state[SCN]!) / 0.5;
    slopes[SCN_TRANSMITTER] = (released(state[SCN]!, 4) - scn) / 10;
  },
  stageOf(state) {
    if (state[LC]! > 4) return 'WAKE';
    return state[REM]! > 4 ? 'REM' : 'NREM';
  },
  achOf,
  naOf,
};
