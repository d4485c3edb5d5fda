import { z } from 'zod';
import { clipLevel, firingRate, parameter, released, type SleepModel } from './sleep-model.ts';
import { isAwakeNext, processSlope, SETTLED_S, twoProcessParameters } from './two-process.ts';

const parameters = z.strictObject({
  tauSeconds: parameter(
    2015,
    'seconds',
    'Time constant of both populations; a cycle lasts 2.68 times as long',
    [60, 100_000],
  ),
  gRoffR: parameter(-7, '', 'Weight of REM-off on REM-on', [-50, 0]),
  gRR: parameter(6, '', 'Weight of REM-on on itself', [0, 50]),
  gRRoff: parameter(7, '', 'Weight of REM-on on REM-off', [0, 50]),
  gRoffRoff: parameter(-1, '', 'Weight of REM-off on itself', [-50, 0]),
  gated: parameter(
    1,
    '',
    '1: sleeps and wakes by the two-process model; 0: sleeps for ever, the bare oscillator',
    [0, 1],
  ),
  ...twoProcessParameters,
});

type Parameters = z.output<typeof parameters>;

// Order of the state.
const REM_ON = 0;
const REM_OFF = 1;
const S = 2;
const AWAKE = 3;

/** Where the cycle ends its REM: a point of the limit cycle, the same for every time constant. */
const REM_END = { on: 1.852, off: 1.852 };

/** Largest activities on the limit cycle, the units of the levels. */
const REM_ON_PEAK = 1.88;
const REM_OFF_PEAK = 2.34;

/** Share of the waking level that noradrenaline reaches in sleep. */
const SLEEP_NORADRENALINE = 0.3;

const isAwake = (state: Float64Array, p: Parameters): boolean => p.gated >= 0.5 && state[AWAKE] === 1;

/**
 * Reciprocal interaction of REM-on (cholinergic) and REM-off (aminergic) cells in its tanh-rate form, a stable limit cycle:
 * tau F' = 5/2 (1 + tanh((input - beta)/0.5)) - F. Time in hours.
 *
 * The cycle runs in sleep. Wake is that of the two-process model; at sleep onset the cycle starts where REM has just ended.
 * @source McCarley & Hobson 1975, Science 189:58 (the idea); the tanh-rate form is that of the Dunmyre, Mashour & Booth 2014 family
 */
export const reciprocalInteraction: SleepModel<Parameters> = {
  name: 'reciprocal-interaction',
  title: 'Reciprocal interaction, gated by the two-process model',
  summary: 'Limit cycle of REM-on and REM-off cells, 90 min with 23.6 % REM, in the sleep of the two-process model.',
  species: 'human',
  standIn:
    'A composition of ours: the two-process model wakes and sleeps, and the reciprocal-interaction cycle alternates NREM and REM in sleep, ' +
    'beginning each night just after a REM bout. Levels in sleep are activities over their peak, noradrenaline at most 0.3 of wake; ' +
    'in wake both are 1. REM does not lengthen over the night.',
  source: 'McCarley & Hobson 1975, Science 189:58; tanh-rate form of the Dunmyre, Mashour & Booth 2014 family',
  stepSeconds: 10,
  secondsPerUnit: 3600,
  parameters,
  variables: [
    { name: 'fR', unit: 'Hz', meaning: 'REM-on cells, cholinergic', initial: REM_END.on },
    { name: 'fRoff', unit: 'Hz', meaning: 'REM-off cells, aminergic', initial: REM_END.off },
    { name: 's', unit: '', meaning: 'process S, 0..1', initial: SETTLED_S },
    { name: 'awake', unit: '', meaning: '1 in wake, 0 in sleep', initial: 1 },
  ],
  derivatives(_time, state, p, slopes) {
    const awake = isAwake(state, p);
    const on = released(state[REM_ON]!, 5);
    const off = released(state[REM_OFF]!, 5);
    const tau = p.tauSeconds / 3600;
    slopes[REM_ON] = awake ? 0 : (firingRate(p.gRoffR * off + p.gRR * on, 5, 0, 0.5) - state[REM_ON]!) / tau;
    slopes[REM_OFF] = awake ? 0 : (firingRate(p.gRRoff * on + p.gRoffRoff * off, 5, 1.5, 0.5) - state[REM_OFF]!) / tau;
    slopes[S] = processSlope(state[S]!, awake, p);
    slopes[AWAKE] = 0;
  },
  switches(time, state, p) {
    const awake = state[AWAKE] === 1;
    const next = isAwakeNext(time, state[S]!, awake, p);
    if (awake && !next && p.gated >= 0.5) {
      state[REM_ON] = REM_END.on;
      state[REM_OFF] = REM_END.off;
    }
    state[AWAKE] = next ? 1 : 0;
  },
  stageOf(state, p) {
    if (isAwake(state, p)) return 'WAKE';
    return state[REM_ON]! > state[REM_OFF]! ? 'REM' : 'NREM';
  },
  achOf: (state, p) => (isAwake(state, p) ? 1 : clipLevel(state[REM_ON]! / REM_ON_PEAK)),
  naOf: (state, p) => (isAwake(state, p) ? 1 : clipLevel((SLEEP_NORADRENALINE * state[REM_OFF]!) / REM_OFF_PEAK)),
};
