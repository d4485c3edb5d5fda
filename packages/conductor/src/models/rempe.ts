import { z } from 'zod';
import { skewedSine } from './circadian.ts';
import { clipLevel, parameter, sigmoid, type SleepModel } from './sleep-model.ts';

const parameters = z.strictObject({
  riseHours: parameter(18.2, 'hours', 'Time constant of the homeostat in wake', [0.1, 500]),
  fallHours: parameter(4.2, 'hours', 'Time constant of the homeostat in sleep', [0.1, 500]),
  homeostatGain: parameter(5.5, '', 'Weight of the homeostat on the wake and sleep populations', [0, 50]),
  circadianDelayHours: parameter(2.5, 'hours', 'Time of the rising zero of the circadian drive', [-24, 24]),
  wakeInput: parameter(3.3, '', 'Constant input to the wake population', [-20, 20]),
  remInput: parameter(1.1, '', 'Constant input to the REM-on population', [-20, 20]),
  remOffInput: parameter(1.9, '', 'Constant input to the REM-off population', [-20, 20]),
});

type Parameters = z.output<typeof parameters>;

// Order of the state: a fast variable and its slow recovery for each of wake (AMIN), sleep (VLPO), REM-on and REM-off.
const WAKE = 0;
const WAKE_RECOVERY = 1;
const SLEEP = 2;
const SLEEP_RECOVERY = 3;
const EXTENDED_VLPO = 4;
const REM_ON = 5;
const REM_ON_RECOVERY = 6;
const REM_OFF = 7;
const REM_OFF_RECOVERY = 8;
const REM_SUPPRESSION = 9;
const HOMEOSTAT = 10;

const fast = (v: number): number => 3 * v - v * v * v;

/** Recovery time: `high` while the population is active, `low` while it is silent. */
const recoveryTime = (active: number, high: number, low: number): number => high * active + low * (1 - active);

/**
 * Human flip-flops of Rempe, Best & Terman 2010: four relaxation oscillators of the kind v' = 3v - v³ + 2 - w + input. Wake and
 * sleep inhibit one another, timed by the homeostat of the two-process model and a circadian drive; REM-on and REM-off do so in
 * sleep. REM lengthens and NREM shortens over the night. Time in hours.
 *
 * The published program takes Euler steps of 3.6 s (0.001 h); the Runge-Kutta steps of 6 s here give the same stages.
 * @source Rempe, Best & Terman 2010, J Math Biol 60:615; ModelDB 147748
 */
export const rempe: SleepModel<Parameters> = {
  name: 'rempe',
  title: 'Rempe-Best-Terman 2010',
  summary:
    'Human mutual inhibition of wake and sleep, and of REM-on and REM-off; a night of 8 hours with five REM bouts.',
  species: 'human',
  standIn:
    'The published noise is left out. The levels are read off activities: noradrenaline is that of the wake population, acetylcholine the ' +
    'larger one of wake and REM-on; both are near 0 or 1 and have no transmitter dynamics. NREM is not divided into stages.',
  source: 'Rempe, Best & Terman 2010, J Math Biol 60:615; ModelDB 147748',
  stepSeconds: 6,
  secondsPerUnit: 3600,
  parameters,
  variables: [
    { name: 'x', unit: '', meaning: 'monoaminergic wake population', initial: 2 },
    { name: 'y', unit: '', meaning: 'recovery of x', initial: 6 },
    { name: 'xv', unit: '', meaning: 'ventrolateral preoptic sleep population', initial: -2 },
    { name: 'yv', unit: '', meaning: 'recovery of xv', initial: 0 },
    {
      name: 'xe',
      unit: '',
      meaning: 'extended ventrolateral preoptic nucleus',
      initial: 1.82 - 2 * sigmoid(-2, 1) - sigmoid(2, 0.2),
    },
    { name: 'xr', unit: '', meaning: 'REM-on population', initial: -1 },
    { name: 'yr', unit: '', meaning: 'recovery of xr', initial: -2 },
    { name: 'xn', unit: '', meaning: 'REM-off population', initial: -3 },
    { name: 'yn', unit: '', meaning: 'recovery of xn', initial: 0 },
    { name: 's1', unit: '', meaning: 'suppression of REM by past wake, 0..1', initial: 0 },
    { name: 'h', unit: '', meaning: 'homeostat (process S), 0..1', initial: 0.0978 },
  ],
  derivatives(time, state, p, slopes) {
    const x = state[WAKE]!;
    const xv = state[SLEEP]!;
    const xe = state[EXTENDED_VLPO]!;
    const xr = state[REM_ON]!;
    const xn = state[REM_OFF]!;
    const s1 = state[REM_SUPPRESSION]!;
    const h = state[HOMEOSTAT]!;
    const awake = sigmoid(x, 0.01);
    const wakeOutput = sigmoid(x, 0.1);
    const asleep = sigmoid(xv, 0.01);
    const remOn = sigmoid(xr, 0.01);
    const remOff = sigmoid(xn, 0.01);
    const scn = skewedSine(time - p.circadianDelayHours) + 2.1;
    const orexin = xv <= 0 ? scn : 0;
    const need = p.homeostatGain * h;

    slopes[WAKE] = 100 * (fast(x) + 2 - state[WAKE_RECOVERY]! - 5 * sigmoid(xv, 0.1) + orexin - need + p.wakeInput);
    slopes[WAKE_RECOVERY] = (3 * (5.7 * awake - state[WAKE_RECOVERY]!)) / recoveryTime(awake, 2, 1);
    slopes[SLEEP] = 100 * (fast(xv) + 2 - state[SLEEP_RECOVERY]! - 2 * wakeOutput + 0.45 - scn + need);
    slopes[SLEEP_RECOVERY] = (3 * (3.77 * asleep - state[SLEEP_RECOVERY]!)) / recoveryTime(asleep, 2, 1);
    slopes[EXTENDED_VLPO] = -xe + 1.82 - 2 * sigmoid(xv - 0.3, 1) - sigmoid(x, 0.2);
    slopes[REM_ON] = 22 * (fast(xr) + 3 - state[REM_ON_RECOVERY]! - (xn > 0 ? 5 : 0) + p.remInput - 2.5 * s1);
    slopes[REM_ON_RECOVERY] = (3.3 * (6.2 * remOn - state[REM_ON_RECOVERY]!)) / recoveryTime(remOn, 2, 1);
    slopes[REM_OFF] = 22 * (fast(xn) + 3 - state[REM_OFF_RECOVERY]! - 0.4 * sigmoid(xr, 1) + p.remOffInput - 6.2 * xe);
    slopes[REM_OFF_RECOVERY] = (3.3 * (6 * remOff - state[REM_OFF_RECOVERY]!)) / recoveryTime(remOff, 1.7, 0.5);
    slopes[REM_SUPPRESSION] = 2 * (1 - s1) * wakeOutput - 0.55 * s1 * (1 - wakeOutput);
    slopes[HOMEOSTAT] = ((1 - h) * awake) / p.riseHours - (h * sigmoid(-x, 0.01)) / p.fallHours;
  },
  stageOf(state) {
    if (state[WAKE]! > 0) return 'WAKE';
    return state[REM_ON]! > 0 ? 'REM' : 'NREM';
  },
  achOf(state) {
    const wake = sigmoid(state[WAKE]!, 0.1);
    return clipLevel(state[WAKE]! < 0 ? Math.max(wake, sigmoid(state[REM_ON]!, 0.1)) : wake);
  },
  naOf: (state) => clipLevel(sigmoid(state[WAKE]!, 0.1)),
};
