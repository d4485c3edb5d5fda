import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNpy } from '@oneiros/journal';
import {
  classDistances,
  createGaussian,
  frechetDistance,
  pairedDifference,
  principalAxes,
  projectOn,
  readoutFromFeatures,
  representationalSimilarity,
  ridgeReadout,
  signalDetection,
  summariseSeeds,
  testReadout,
  trainReadout,
  type DistanceMetric,
  type Gaussian,
  type LabelledLatents,
  type Readout,
} from '@oneiros/metrics';
import { createRandomStreams } from '@oneiros/random';
import type { PeerSamples } from './peer-samples.ts';

const streams = createRandomStreams(1);
const AXES = 8;
const FOLDS = 5;
const PENALTIES = [1e-3, 0.1, 10];
const SEEDS = [1, 2, 3, 4];
const SIMILAR_SAMPLES = 200;

/**
 * Computes with @oneiros/metrics what `metrics_peers.py` will compute with scikit-learn and SciPy, and leaves samples and
 * results in a folder for it.
 */
export function writeOurs({ train, test, size, classes }: PeerSamples, folder: string): void {
  const write = (name: string, data: Float32Array | Float64Array | Int32Array, columns?: number): void =>
    writeNpy(join(folder, `${name}.npy`), {
      shape: columns === undefined ? [data.length] : [data.length / columns, columns],
      data,
    });
  for (const [name, { latents, labels }] of Object.entries({ train, test })) {
    write(`${name}.latents`, latents, size);
    write(`${name}.labels`, Int32Array.from(labels));
  }
  const axes = principalAxes(train.latents, { size, count: Math.min(AXES, size) });
  const places = projectOn(axes, train.latents);
  write('axes', axes.axes, size);
  write('places', places, axes.variances.length);

  const penalty = 1e-3;
  const ridge = ridgeReadout({ ...train, classes, penalty });
  write('ridge.weights', ridge.weights, size);
  const random = () => streams.stream('readout');
  const folds = new Int32Array(train.labels.length);
  random()
    .permutation(folds.length)
    .forEach((sample, i) => (folds[sample] = i % FOLDS));
  write('folds', folds);
  const features = { ...train, classes, folds: FOLDS, penalties: PENALTIES, tolerance: 1e-10, maxIterations: 5000 };
  const crossValidated = readoutFromFeatures({ ...features, random: random() });
  write('crossValidated.weights', crossValidated.readout.weights, size);

  const softmax = trainReadout({ ...train, classes, random: random() });
  write('softmax.weights', softmax.weights, size);
  const softmaxTest = testReadout(softmax, test);
  const converged = trainToTheEnd(places, axes.variances, train, classes);
  write('converged.places', converged.samples.latents, axes.variances.length);
  write('converged.weights', converged.readout.weights, axes.variances.length);
  const convergedTest = testReadout(converged.readout, converged.samples);

  // One representation, and what the axes keep of it.
  const a = Float64Array.from(train.latents.subarray(0, SIMILAR_SAMPLES * size));
  const b = keepAxes(axes, a);
  write('similarity.a', a, size);
  write('similarity.b', b, size);

  // Each seed draws other pairs.
  const distancesOf = (metric: DistanceMetric) =>
    SEEDS.map((seed) =>
      classDistances({ ...train, classes, metric, random: createRandomStreams(seed).stream('distances') }),
    );
  const [euclidean, squared] = [distancesOf('euclidean'), distancesOf('squared')];
  const [ratios, squaredRatios] = [euclidean, squared].map((each) => each.map(({ intraInter }) => intraInter));
  const counts = { hits: softmaxTest.correct, signals: softmaxTest.samples, falseAlarms: 3, noises: 200 };
  const ours = {
    classes,
    principalAxes: { variances: [...axes.variances], explained: [...axes.explained] },
    ridge: { penalty, bias: [...ridge.bias], accuracy: testReadout(ridge, test).accuracy },
    crossValidated: { penalty: crossValidated.penalty, scores: crossValidated.scores },
    softmax: { bias: [...softmax.bias], loss: softmaxTest.loss, confusion: softmaxTest.confusion },
    converged: { loss: convergedTest.loss, accuracy: convergedTest.accuracy },
    frechet: frechetDistance(gaussianOf(train, size), gaussianOf(test, size)),
    frechetToItself: frechetDistance(gaussianOf(train, size), gaussianOf(train, size)),
    similarity: representationalSimilarity(a, b, { samples: a.length / size, size }),
    classDistances: { intra: euclidean[0]!.intra, inter: euclidean[0]!.inter },
    statistics: {
      a: ratios,
      b: squaredRatios,
      summary: summariseSeeds(ratios!),
      paired: pairedDifference(ratios!, squaredRatios!),
    },
    signalDetection: { ...counts, ...signalDetection(counts) },
  };
  writeFileSync(join(folder, 'ours.json'), JSON.stringify(ours));
}

/** Softmax regression on whitened principal axes by gradient descent with one mini-batch, until it stands still. */
function trainToTheEnd(
  places: Float64Array,
  variances: Float64Array,
  { labels }: LabelledLatents,
  classes: number,
): { readout: Readout; samples: LabelledLatents } {
  const latents = places.map((value, i) => value / Math.sqrt(variances[i % variances.length]!));
  const samples = { latents, labels };
  const descent = { epochs: 4000, learningRate: 2, batchSize: labels.length };
  return { readout: trainReadout({ ...samples, ...descent, classes, random: streams.stream('descent') }), samples };
}

function gaussianOf({ latents }: LabelledLatents, size: number): Gaussian {
  const gaussian = createGaussian(size);
  gaussian.add(latents);
  return gaussian.finish();
}

/** Samples without what lies off the axes. */
function keepAxes(axes: ReturnType<typeof principalAxes>, samples: Float64Array): Float64Array {
  const count = axes.variances.length;
  const places = projectOn(axes, samples);
  return samples.map((_, at) => {
    const [i, j] = [Math.floor(at / axes.size), at % axes.size];
    let sum = axes.mean[j]!;
    for (let k = 0; k < count; k++) sum += places[i * count + k]! * axes.axes[k * axes.size + j]!;
    return sum;
  });
}
