import { SampleMismatchError } from './errors.ts';
import { normalQuantile } from './normal-quantile.ts';

export interface SignalDetectionOptions {
  /** How many of the signals were called signals. */
  readonly hits: number;
  readonly signals: number;
  /** How many of the noises were called signals. */
  readonly falseAlarms: number;
  readonly noises: number;
}

export interface SignalDetection {
  /** hits / signals, as counted. */
  readonly hitRate: number;
  /** falseAlarms / noises, as counted. */
  readonly falseAlarmRate: number;
  /** Sensitivity, z(H) - z(F), in standard deviations. */
  readonly dPrime: number;
  /** Bias, -(z(H) + z(F)) / 2: above 0 says "signal" too seldom, below too often. */
  readonly criterion: number;
}

/**
 * How well a judge tells signals from noise, and how ready it is to call either a signal. d' and the criterion are of the
 * log-linear rates H = (hits + ½)/(signals + 1) and F = (falseAlarms + ½)/(noises + 1), which no perfect score makes
 * infinite.
 * @throws SampleMismatchError where counts are no integers, more hits than signals, or there is no signal or no noise.
 * @source Green & Swets 1966; Hautus 1995, Behavior Research Methods 27:46 (log-linear correction)
 */
export function signalDetection({ hits, signals, falseAlarms, noises }: SignalDetectionOptions): SignalDetection {
  checkCount('signals', signals, 1, Infinity);
  checkCount('noises', noises, 1, Infinity);
  checkCount('hits', hits, 0, signals);
  checkCount('falseAlarms', falseAlarms, 0, noises);
  const zOfHits = normalQuantile((hits + 0.5) / (signals + 1));
  const zOfFalseAlarms = normalQuantile((falseAlarms + 0.5) / (noises + 1));
  return {
    hitRate: hits / signals,
    falseAlarmRate: falseAlarms / noises,
    dPrime: zOfHits - zOfFalseAlarms,
    criterion: -(zOfHits + zOfFalseAlarms) / 2,
  };
}

function checkCount(name: string, value: number, from: number, to: number): void {
  if (Number.isInteger(value) && value >= from && value <= to) return;
  const range = to === Infinity ? `an integer from ${from}` : `an integer from ${from} to ${to}`;
  throw new SampleMismatchError(name, range, String(value));
}
