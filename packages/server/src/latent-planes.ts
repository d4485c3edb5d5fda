import type { Evaluation, EvaluationOf } from '@oneiros/journal';
import { principalAxes, projectOn, type PrincipalAxes } from '@oneiros/metrics';
import type { LatentsFile } from '@oneiros/timeline';

type LatentsEvaluation = EvaluationOf<'latents'>;
type Plane = LatentsFile['planes'][number];

const DIGITS = 5;

/**
 * Lays one plane through the latents of all ticks that the probe `latents` measured: the first two principal axes of the last
 * one, of clean and occluded images together. Ticks that were measured with other options are left out.
 *
 * @returns null where there are none
 */
export function latentPlanes(evaluations: readonly Evaluation[]): LatentsFile | null {
  const measured = evaluations
    .filter((evaluation): evaluation is LatentsEvaluation => evaluation.probe === 'latents')
    .sort((a, b) => a.tick - b.tick);
  const last = measured.at(-1);
  if (last === undefined) return null;
  const { latentSize: size, labels, classNames, images } = last.result;
  const axes = principalAxes(bothOf(last.result), { size, count: Math.min(2, size) });
  const alike = measured.filter(({ options, result }) => isAlike(options, last.options) && result.latentSize === size);
  return { classNames, labels, images, planes: alike.map((evaluation) => planeOf(evaluation, axes)) };
}

function planeOf({ tick, epoch, result }: LatentsEvaluation, axes: PrincipalAxes): Plane {
  const place = (latents: readonly number[]): number[] => {
    const along = projectOn(axes, Float64Array.from(latents));
    // A latent of one number has one axis; the other is level.
    const points = axes.axes.length > axes.size ? along : Float64Array.from([...along].flatMap((x) => [x, 0]));
    return Array.from(points, (value) => Number(value.toPrecision(DIGITS)));
  };

  return {
    tick,
    epoch,
    explained: explainedBy(axes, bothOf(result)),
    clean: place(result.clean),
    occluded: place(result.occluded),
  };
}

/** Shares of the variance of samples that two axes explain, which need not be theirs; 0 where nothing varies. */
function explainedBy(axes: PrincipalAxes, samples: Float64Array): [number, number] {
  const { size } = axes;
  const total = varianceOf(samples, size).reduce((sum, value) => sum + value, 0);
  const [x = 0, y = 0] = varianceOf(projectOn(axes, samples), axes.axes.length / size);
  return total === 0 ? [0, 0] : [Math.min(1, x / total), Math.min(1, y / total)];
}

/** @param samples [count, columns] @returns of each column */
function varianceOf(samples: Float64Array, columns: number): number[] {
  const count = samples.length / columns;
  return Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let i = column; i < samples.length; i += columns) sum += samples[i]!;
    let squares = 0;
    for (let i = column; i < samples.length; i += columns) squares += (samples[i]! - sum / count) ** 2;
    return squares / count;
  });
}

const bothOf = (result: LatentsEvaluation['result']): Float64Array =>
  Float64Array.from([...result.clean, ...result.occluded]);

const isAlike = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);
