import type { Reading } from './read/reading.ts';
import type { UnderstoodCodes } from './understand-codes.ts';

/** Lengths in use, the commonest first. */
const humanEpochs = [30, 20, 10, 5, 4, 2.5, 2, 1, 0.5, 0.1];
const rodentEpochs = [4, 10, 5, 2.5, 20, 2, 1, 0.5, 0.1];

/**
 * The length of an epoch, in seconds: as the file says; else the usual one of its numbers' scheme, or the commonest into
 * which all stages divide; 30 s for human scorings, 4 s for rodents'. Adds a warning where it is a guess.
 */
export function guessEpochSeconds(reading: Reading, { codes, scheme }: UnderstoodCodes, warnings: string[]): number {
  if (reading.epochSeconds !== undefined) return reading.epochSeconds;
  const isRodent = [...codes.values()].some(({ meaning }) => meaning === 'NREM');
  if (reading.unit === 'epochs') {
    const seconds = scheme?.epochSeconds ?? (isRodent ? 4 : 30);
    warnings.push(`The file does not say how long an epoch is: ${seconds} s.`);
    return seconds;
  }
  const step = greatestStep(reading, codes);
  const seconds = (isRodent ? rodentEpochs : humanEpochs).find((epoch) => step % (epoch * 1000) === 0) ?? 1;
  warnings.push(`The file does not say how long an epoch is: ${seconds} s, into which every stage divides.`);
  return seconds;
}

/** The greatest common divisor of all lengths and distances, in milliseconds. */
function greatestStep({ spans }: Reading, codes: UnderstoodCodes['codes']): number {
  let step = 0;
  let last = 0;
  for (const { code, onset, length } of spans) {
    if (!codes.has(code)) continue;
    step = divisor(divisor(step, onset - last), length ?? 0);
    last = onset;
  }
  return step;
}

function divisor(a: number, seconds: number): number {
  let b = Math.round(Math.abs(seconds) * 1000);
  if (!Number.isSafeInteger(b)) return a;
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
