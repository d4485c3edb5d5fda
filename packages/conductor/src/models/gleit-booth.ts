import { z } from 'zod';
import { clipLevel, firingRate, parameter, released, type SleepModel } from './sleep-model.ts';

const parameters = z.strictObject({
  betaR: parameter(-0.8, '', 'Threshold of the REM-on population: -0.3 gives no REM, -1 five bouts a night', [-3, 3]),
  gNER: parameter(
    8,
    '',
    'Weight of noradrenaline on the REM-on population (more: SSRI-like, less: prazosin-like)',
    [0, 30],
  ),
  lcInput: parameter(0, '', 'Input added to the locus coeruleus (negative: like clonidine in low doses)', [-3, 3]),
  neScale: parameter(1, '', 'Factor on the release of noradrenaline', [0, 3]),
  achScale: parameter(1, '', 'Factor on the release of acetylcholine; no prediction for drugs, see standIn', [0, 3]),
  homeostatMax: parameter(323.88, '% slow-wave activity', 'What the homeostatic drive rises to in wake', [0, 2000]),
  riseMinutes: parameter(946.8, 'minutes', 'Time constant of the homeostatic drive in wake', [1, 20_000]),
  fallMinutes: parameter(202.2, 'minutes', 'Time constant of the homeostatic drive in sleep', [1, 20_000]),
  lightLux: parameter(500, 'lux', 'Light outside of the dark hours', [0, 100_000]),
  darkMinutes: parameter(600, 'minutes', 'Darkness at the beginning of each day of 1440 minutes', [0, 1440]),
});

type Parameters = z.output<typeof parameters>;

// Order of the state.
const LC = 0;
const VLPO = 1;
const REM = 2;
const SCN = 3;
const DRIVE = 4;
const CLOCK = 5;
const CLOCK_COMPLEMENT = 6;
const PHOTORECEPTORS = 7;
const WAKE_REM = 8;

const LC_MAX = 6;
const DAY_MINUTES = 1440;

const noradrenaline = (lc: number): number => released(lc, 5);
const acetylcholineOfRem = (rem: number): number => released(rem, 2.5);

/**
 * Human sleep-wake network after Gleit, Diniz Behn & Booth 2013 as revised by Booth, Xique & Diniz Behn 2017: populations
 * that inhibit and excite one another through quasi-static transmitters, tau F' = F_max/2 (1 + tanh((c - beta)/alpha)) - F,
 * a homeostatic drive on the VLPO and a light-driven circadian clock. Time in minutes.
 *
 * A ninth variable is ours: the cholinergic population active in wake and REM of Diniz Behn & Booth 2010. It feeds nothing
 * back, so that the published dynamics stay as they are.
 * @source Booth, Xique & Diniz Behn 2017, SIAM J Appl Dyn Syst 16:1089; ModelDB 244485
 */
export const gleitBooth: SleepModel<Parameters> = {
  name: 'gleit-booth',
  title: 'Gleit-Booth 2017 with wake/REM acetylcholine',
  summary: 'Human network of LC, VLPO, REM-on, SCN and homeostatic drive; a night of 7.6 hours with four REM bouts.',
  species: 'human',
  standIn:
    'Acetylcholine in wake comes from a population added here (the wake/REM-on cells of Diniz Behn & Booth 2010), which feeds nothing back: ' +
    'in the published model acetylcholine is 0 in wake. NREM is not divided into stages. Scaling a transmitter does not predict a drug: ' +
    'more acetylcholine shortens REM here, and lengthens it in people.',
  source:
    'Booth, Xique & Diniz Behn 2017, SIAM J Appl Dyn Syst 16:1089; Gleit, Diniz Behn & Booth 2013; ModelDB 244485',
  stepSeconds: 6,
  secondsPerUnit: 60,
  parameters,
  variables: [
    { name: 'fLC', unit: 'Hz', meaning: 'locus coeruleus, wake-on, noradrenergic', initial: 5.71387902867966 },
    {
      name: 'fVLPO',
      unit: 'Hz',
      meaning: 'ventrolateral preoptic nucleus, sleep-on, GABA',
      initial: 0.395493299109024,
    },
    { name: 'fR', unit: 'Hz', meaning: 'REM-on cells of LDT/PPT, cholinergic', initial: 0 },
    { name: 'fSCN', unit: 'Hz', meaning: 'suprachiasmatic nucleus', initial: 4.01351469432799 },
    { name: 'h', unit: '% slow-wave activity', meaning: 'homeostatic sleep drive', initial: 214.116748078719 },
    { name: 'c', unit: '', meaning: 'circadian clock', initial: 0.00114912794709424 },
    { name: 'xc', unit: '', meaning: 'circadian clock, complementary variable', initial: -1.15530846944936 },
    { name: 'n', unit: '', meaning: 'used photoreceptors', initial: 0.604617443838918 },
    { name: 'fWR', unit: 'Hz', meaning: 'wake/REM-on cells of LDT/PPT and basal forebrain, cholinergic', initial: 5 },
  ],
  derivatives(time, state, p, slopes) {
    const fLC = state[LC]!;
    const fV = state[VLPO]!;
    const fR = state[REM]!;
    const h = state[DRIVE]!;
    const c = state[CLOCK]!;
    const xc = state[CLOCK_COMPLEMENT]!;
    const n = state[PHOTORECEPTORS]!;
    const fWR = state[WAKE_REM]!;
    const ne = p.neScale * noradrenaline(fLC);
    const gaba = released(fV, 2.5);
    const ach = p.achScale * acetylcholineOfRem(fR);
    const scn = released(state[SCN]!, 4);
    const minuteOfDay = ((time % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
    const light = minuteOfDay >= p.darkMinutes ? p.lightLux : 0;
    const alpha = 0.05 * Math.sqrt(light / 9500);
    const drive = 33.75 * (1 - n) * alpha * (1 - 0.4 * c) * (1 - 0.4 * xc);
    const clockRate = Math.PI / 720;
    const stiffness = 24 / (0.99669 * 24.2);

    slopes[LC] = (firingRate(0.8 * ach + 0.5 * scn - 1.5 * gaba + p.lcInput, LC_MAX, -0.4, 0.4) - fLC) / 23;
    slopes[VLPO] = (firingRate(-1.5 * ne - 0.1 * scn, 5, -0.0045 * h - 0.1, 0.2) - fV) / 10;
    slopes[REM] = firingRate(2.2 * ach - p.gNER * ne + 0.8 * scn - gaba, 5, p.betaR, 0.1) - fR;
    slopes[SCN] = (firingRate(c, 7, -0.1, 0.7) - state[SCN]!) / 0.5;
    slopes[DRIVE] = fLC >= 2 ? (p.homeostatMax - h) / p.riseMinutes : -h / p.fallMinutes;
    slopes[CLOCK] = clockRate * (xc + drive);
    slopes[CLOCK_COMPLEMENT] =
      clockRate * (0.23 * (xc - (4 / 3) * xc * xc * xc) - c * (stiffness * stiffness + 0.55 * drive));
    slopes[PHOTORECEPTORS] = alpha * (1 - n) - 0.0075 * n;
    slopes[WAKE_REM] = (firingRate(ach + released(fWR, 3) - 1.7 * gaba, 5, -0.2, 0.25) - fWR) / (10 / 60);
  },
  stageOf(state) {
    if (state[LC]! > 4) return 'WAKE';
    return state[REM]! > 3 ? 'REM' : 'NREM';
  },
  achOf: (state, p) => clipLevel(p.achScale * Math.max(acetylcholineOfRem(state[REM]!), released(state[WAKE_REM]!, 3))),
  naOf: (state, p) => clipLevel((p.neScale * noradrenaline(state[LC]!)) / noradrenaline(LC_MAX)),
};
