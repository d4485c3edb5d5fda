import type { Evaluation, EvaluationOf } from '@oneiros/journal';
import { fixPlane, type FixedPlane } from '@oneiros/metrics';
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
  const plane = fixPlane(bothOf(last.result), size);
  const alike = measured.filter(({ options, result }) => isAlike(options, last.options) && result.latentSize === size);
  return { classNames, labels, images, planes: alike.map((evaluation) => planeOf(evaluation, plane)) };
}

function planeOf({ tick, epoch, result }: LatentsEvaluation, plane: FixedPlane): Plane {
  const place = (latents: readonly number[]): number[] =>
    Array.from(plane.place(Float64Array.from(latents)), (value) => Number(value.toPrecision(DIGITS)));
  const [x, y] = plane.explained(bothOf(result));
  return { tick, epoch, explained: [x, y], clean: place(result.clean), occluded: place(result.occluded) };
}

const bothOf = (result: LatentsEvaluation['result']): Float64Array =>
  Float64Array.from([...result.clean, ...result.occluded]);

const isAlike = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);
