/**
 * How long the expensive functions take at the sizes of the paper, one after the other on one core. After a build:
 *
 *   node packages/metrics/scripts/measure-speed.mjs [--large]
 *
 * --large adds what a whole Inception network's 2,048 features need.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createGaussian, frechetDistance, ridgeReadout, symmetricEigen, trainReadout } from '@oneiros/metrics';
import { createRandomStreams } from '@oneiros/random';

const { values } = parseArgs({ options: { large: { type: 'boolean', default: false } } });
const streams = createRandomStreams(1);
const normals = (count) => streams.stream('speed').fillNormal(new Float32Array(count));

/** Processor time: what other programs take does not count. */
function measure(what, compute) {
  const before = process.cpuUsage();
  const began = performance.now();
  const result = compute();
  const { user, system } = process.cpuUsage(before);
  const wall = (performance.now() - began) / 1000;
  console.log(
    `${what.padEnd(52)} ${((user + system) / 1e6).toFixed(1).padStart(6)} s of a core ${wall.toFixed(1).padStart(6)} s`,
  );
  return result;
}

console.log(cpus()[0]?.model ?? 'unknown processor');
const labels = Uint8Array.from({ length: 50_000 }, (_, i) => i % 10);
const latents = normals(50_000 * 256);
labels.forEach((label, i) => (latents[i * 256 + label] += 1));
const random = streams.stream('readout');
measure('trainReadout: 50,000 x 256, 10 classes, 20 epochs', () =>
  trainReadout({ latents, labels, classes: 10, random }),
);
measure('ridgeReadout: 50,000 x 256, 10 classes', () => ridgeReadout({ latents, labels, classes: 10 }));
for (const size of values.large ? [768, 2048] : [768]) {
  const gaussianOf = () => {
    const gaussian = createGaussian(size);
    gaussian.add(normals(10_000 * size));
    return gaussian.finish();
  };
  const gaussian = measure(`createGaussian: 10,000 x ${size}, drawing them included`, gaussianOf);
  measure(`symmetricEigen: ${size} x ${size}`, () => symmetricEigen(gaussian.covariance, size));
  measure(`frechetDistance: ${size} numbers`, () => frechetDistance(gaussian, gaussian));
}
