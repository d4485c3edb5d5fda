import { NotConvergedError } from './errors.ts';

/** ln Γ(x) for x > 0. @source Lanczos 1964, SIAM J. Numerical Analysis 1:86; coefficients of Godfrey 2001, g = 7, n = 9 */
export function logGamma(x: number): number {
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const z = x - 1;
  const sum = coefficients.reduce((total, c, i) => total + c / (z + i + 1), 0.99999999999980993);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

const MAX_TERMS = 10_000;
const SMALLEST = 1e-300;

/**
 * Regularised incomplete beta function I_x(a, b), by its continued fraction.
 * @param x 0..1; @param a, b > 0.
 * @source NIST DLMF 8.17.22, evaluated by Lentz's method
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const scale = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  let numerator = 1;
  let denominator = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = denominator;
  for (let m = 1; m <= MAX_TERMS; m++) {
    const before = fraction;
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominator = 1 / away(1 + even * denominator);
    numerator = away(1 + even / numerator);
    fraction *= denominator * numerator;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / away(1 + odd * denominator);
    numerator = away(1 + odd / numerator);
    fraction *= denominator * numerator;
    if (Math.abs(fraction - before) <= 1e-15 * fraction) return scale * fraction;
  }
  throw new NotConvergedError(`the incomplete beta function at ${x}, ${a}, ${b}`, `${MAX_TERMS} terms`);
}

const away = (value: number): number => (Math.abs(value) < SMALLEST ? SMALLEST : value);

/** P(|T| > t) of Student's t. @param t from 0. @param freedom degrees of freedom, > 0. */
export function studentTailProbability(t: number, freedom: number): number {
  const square = t * t;
  // Each from the side on which its argument keeps its digits.
  return square < freedom
    ? 1 - incompleteBeta(square / (freedom + square), 0.5, freedom / 2)
    : incompleteBeta(freedom / (freedom + square), freedom / 2, 0.5);
}

/**
 * The t that |T| exceeds with this probability: 0.05 for a 95 % interval.
 * @param probability within (0, 1); @param freedom degrees of freedom, > 0.
 */
export function studentTwoSidedQuantile(probability: number, freedom: number): number {
  let high = 1;
  while (studentTailProbability(high, freedom) > probability) high *= 2;
  let low = 0;
  for (let middle = high / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (studentTailProbability(middle, freedom) > probability) low = middle;
    else high = middle;
  }
  return high;
}
