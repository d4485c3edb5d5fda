import { z } from 'zod';
import { dailySine, skewedSine } from './circadian.ts';
import { parameter, type SleepModel } from './sleep-model.ts';

/** Parameters of the two processes, which also gate the reciprocal-interaction cycle. */
export const twoProcessParameters = {
  riseHours: parameter(18.2, 'hours', 'Time constant of process S in wake', [0.1, 500]),
  fallHours: parameter(4.2, 'hours', 'Time constant of process S in sleep', [0.1, 500]),
  upperThreshold: parameter(0.6, '', 'Mean of the threshold at which sleep begins', [0, 2]),
  lowerThreshold: parameter(0.17, '', 'Mean of the threshold at which sleep ends', [-1, 1]),
  circadianAmplitude: parameter(0.1, '', 'Amplitude of both thresholds', [0, 1]),
  skew: parameter(0, '', 'Shape of process C: 0 a sine, 1 the skewed sine of Daan et al. 1984', [0, 1]),
  circadianDelayHours: parameter(0, 'hours', 'Time of the rising zero of process C', [-24, 24]),
};

const parameters = z.strictObject(twoProcessParameters);

export type TwoProcessParameters = z.output<typeof parameters>;

/** Value of S at time 0 on the daily cycle of the default parameters, in wake: 0.083 at wake-up, 4 hours before. */
export const SETTLED_S = 0.265208;

/** Process S: towards 1 in wake, towards 0 in sleep. Change per hour. */
export const processSlope = (s: number, awake: boolean, p: TwoProcessParameters): number =>
  awake ? (1 - s) / p.riseHours : -s / p.fallHours;

/** Whether the brain is awake from now on: S at the upper threshold begins sleep, at the lower one ends it. */
export function isAwakeNext(hours: number, s: number, awake: boolean, p: TwoProcessParameters): boolean {
  const phase = hours - p.circadianDelayHours;
  const circadian = p.circadianAmplitude * ((1 - p.skew) * dailySine(phase) + p.skew * skewedSine(phase));
  return awake ? s < p.upperThreshold + circadian : s <= p.lowerThreshold + circadian;
}

const S = 0;
const AWAKE = 1;

/**
 * Two-process model: sleep begins where process S meets an upper threshold and ends where it meets a lower one; both follow
 * process C. Time in hours from a rising zero of C. It knows neither REM nor neuromodulators.
 * @source Borbély 1982, Hum Neurobiol 1:195; Daan, Beersma & Borbély 1984, Am J Physiol 246:R161; defaults as in Skeldon et al. 2014, PLoS One 9:e103877
 */
export const twoProcess: SleepModel<TwoProcessParameters> = {
  name: 'two-process',
  title: 'Two-process model',
  summary: 'Timing of human sleep by a homeostat between two circadian thresholds; 8.39 hours a day.',
  species: 'human',
  standIn:
    'Sleep and wake only: sleep is not divided into NREM and REM, and there are no levels of acetylcholine or noradrenaline. ' +
    'reciprocal-interaction puts a REM cycle into it.',
  source: 'Borbély 1982, Hum Neurobiol 1:195; Daan, Beersma & Borbély 1984, Am J Physiol 246:R161',
  stepSeconds: 10,
  secondsPerUnit: 3600,
  parameters,
  variables: [
    { name: 's', unit: '', meaning: 'process S, 0..1', initial: SETTLED_S },
    { name: 'awake', unit: '', meaning: '1 in wake, 0 in sleep', initial: 1 },
  ],
  derivatives(_time, state, p, slopes) {
    slopes[S] = processSlope(state[S]!, state[AWAKE] === 1, p);
    slopes[AWAKE] = 0;
  },
  switches(time, state, p) {
    state[AWAKE] = isAwakeNext(time, state[S]!, state[AWAKE] === 1, p) ? 1 : 0;
  },
  stageOf: (state) => (state[AWAKE] === 1 ? 'WAKE' : 'NREM'),
  achOf: () => null,
  naOf: () => null,
};
