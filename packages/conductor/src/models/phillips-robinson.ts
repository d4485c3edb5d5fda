import { z } from 'zod';
import { clipLevel, parameter, sigmoid, type SleepModel } from './sleep-model.ts';

const parameters = z.strictObject({
  tauSeconds: parameter(10, 'seconds', 'Decay time of both populations', [10, 1000]),
  nuVM: parameter(-2.1, 'mV s', 'Inhibition of the VLPO by the monoaminergic population', [-20, 0]),
  nuMV: parameter(-1.8, 'mV s', 'Inhibition of the monoaminergic population by the VLPO', [-20, 0]),
  nuVC: parameter(-2.9, 'mV', 'Weight of the circadian drive on the VLPO', [-50, 50]),
  nuVH: parameter(1, 'mV/nM', 'Weight of the homeostatic drive on the VLPO', [0, 50]),
  wakeInput: parameter(1.3, 'mV', 'Input to the monoaminergic population from acetylcholine and orexin', [-20, 20]),
  chiHours: parameter(45, 'hours', 'Time constant of the homeostatic drive', [0.1, 500]),
  mu: parameter(4.4, 'nM s', 'Production of somnogen for each spike', [0, 50]),
  circadianMean: parameter(4.5, '', 'Mean of the circadian drive, whose amplitude is 1', [-20, 20]),
});

type Parameters = z.output<typeof parameters>;

// Order of the state.
const VLPO = 0;
const MONOAMINES = 1;
const HOMEOSTAT = 2;

const DAY_SECONDS = 86_400;
const HIGHEST_RATE = 100;

/** Mean of the monoaminergic rate in wake with the default parameters, spikes per second. */
const WAKE_RATE = 4.84;

/** Firing rate at a mean potential in mV, spikes per second: threshold 10 mV, width 3 mV. */
const rateAt = (potential: number): number => HIGHEST_RATE * sigmoid(potential - 10, 3);

/**
 * Human flip-flop of Phillips & Robinson 2007 with the parameters of 2008: mutual inhibition of the VLPO and the monoaminergic
 * nuclei, driven by somnogen and the circadian clock. Stiff (seconds against days): the step stays at or below half of the
 * populations' time constant. Time in seconds; the circadian drive, which keeps awake, peaks at 0. The initial state is that of the settled cycle.
 * @source Phillips & Robinson 2007, J Biol Rhythms 22:167; parameter set of 2008
 */
export const phillipsRobinson: SleepModel<Parameters> = {
  name: 'phillips-robinson',
  title: 'Phillips-Robinson 2008',
  summary: 'Human flip-flop of VLPO and monoaminergic nuclei; 8.52 hours of sleep a day.',
  species: 'human',
  standIn:
    'Sleep and wake only: sleep is not divided into NREM and REM, and there is no level of acetylcholine. Noradrenaline is the rate of the ' +
    'monoaminergic population over its mean in wake. The REM extension of Phillips, Robinson & Klerman 2013 is missing, its parameters are not to be had.',
  source: 'Phillips & Robinson 2007, J Biol Rhythms 22:167; parameter set of 2008',
  stepSeconds: 5,
  secondsPerUnit: 1,
  parameters,
  variables: [
    { name: 'vV', unit: 'mV', meaning: 'mean potential of the ventrolateral preoptic nucleus', initial: -12.426348 },
    { name: 'vM', unit: 'mV', meaning: 'mean potential of the monoaminergic nuclei', initial: 1.198047 },
    { name: 'h', unit: 'nM', meaning: 'homeostatic drive (somnogen)', initial: 14.128991 },
  ],
  derivatives(time, state, p, slopes) {
    const wake = rateAt(state[MONOAMINES]!);
    const circadian = p.circadianMean + Math.cos((2 * Math.PI * time) / DAY_SECONDS);
    slopes[VLPO] = (p.nuVM * wake - state[VLPO]! + p.nuVC * circadian + p.nuVH * state[HOMEOSTAT]!) / p.tauSeconds;
    slopes[MONOAMINES] = (p.nuMV * rateAt(state[VLPO]!) - state[MONOAMINES]! + p.wakeInput) / p.tauSeconds;
    slopes[HOMEOSTAT] = (p.mu * wake - state[HOMEOSTAT]!) / (p.chiHours * 3600);
  },
  stageOf: (state) => (rateAt(state[MONOAMINES]!) > 1 ? 'WAKE' : 'NREM'),
  achOf: () => null,
  naOf: (state) => clipLevel(rateAt(state[MONOAMINES]!) / WAKE_RATE),
};
