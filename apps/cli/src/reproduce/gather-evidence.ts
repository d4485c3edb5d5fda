import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedReadoutOf } from '@oneiros/campaign';
import { listRuns, openRun, readEvaluations, type ReadableRun } from '@oneiros/journal';
import { conditionWhere, sampleKey, type Measurement, type RunEvidence, type Sample } from '@oneiros/reproduction';
import {
  changedKeys,
  initialRunState,
  reduceEvents,
  resolveConfig,
  type RunConfig,
  type RunState,
} from '@oneiros/simulation';
import { KNOWN_SETS, type KnownSet } from '@oneiros/senses/node';
import type { Output } from '../output.ts';

/** Parts of a configuration that change what is measured or how long it takes, not what is learned. */
const withoutEffect = /^(seed|seeds|duration|probes|dreams|checkpoints|backend|divergedAboveLoss|data\.folder)(\.|$)/;
/** Parts that the words for the size tell, or that name the group. */
const told =
  /^(model\.(baseWidth|latentSize|imageSidePx)|batchSize|data\.(name|train|test)|condition|plasticity\.idle)(\.|$)/;

/**
 * What the runs in a folder left behind. A run that cannot be read is named in a warning and left out.
 * @param folder its subfolders are runs
 */
export function gatherEvidence(folder: string, output: Output): RunEvidence[] {
  const runs = listRuns(folder).flatMap(({ folder: run }) => {
    try {
      return [evidenceOf(openRun(run))];
    } catch (error) {
      output.warn(`${run} is left out: ${(error as Error).message}`);
      return [];
    }
  });
  return onePerSeed(runs, output);
}

/** The same experiment with the same seed is one sample, however often it was run: the longest stands for it. */
function onePerSeed(runs: readonly RunEvidence[], output: Output): RunEvidence[] {
  const longest = new Map<string, RunEvidence>();
  for (const run of runs) {
    const key = sampleKey(run);
    const other = longest.get(key);
    const [kept, left] = other !== undefined && other.epochs >= run.epochs ? [other, run] : [run, other];
    if (left !== undefined) output.warn(`${left.run} is left out: it repeats ${kept.run} with the same seed.`);
    longest.set(key, kept);
  }
  return [...longest.values()];
}

function evidenceOf(run: ReadableRun): RunEvidence {
  const { config, manifest, folder } = run;
  const state = run.events().reduce(reduceEvents, initialRunState);
  const seconds = manifest.sessions.reduce((sum, session) => sum + (session.seconds ?? 0), 0);
  return {
    run: folder,
    ...sampleOf(config, state.probes.at(-1)?.testImages),
    published: publishedReadoutOf(config, state.probes.at(-1)?.testImages) ?? null,
    epochs: state.probes.at(-1)?.epoch ?? 0,
    readouts: state.probes.map(({ epoch, testAccuracy, ridgeAccuracy = null }) => ({
      epoch,
      softmax: testAccuracy,
      ridge: ridgeAccuracy,
    })),
    losses: completeEpochs(state).map(({ epoch, means }) => ({ epoch: epoch + 1, means })),
    measurements: measurementsIn(run, state),
    dreams: dreamsOf(folder),
    hours: seconds / 3600,
  };
}

/** The sample that a run of a configuration is. @param tested test images that it was tested on, where that is known */
export const sampleOf = (config: RunConfig, tested?: number): Sample => ({
  condition: conditionWhere(config.condition, config.plasticity.idle),
  data: config.data.name,
  seed: config.seed,
  scale: scaleOf(config, tested),
});

/** An epoch that is still under way has means over its beginning only. */
const completeEpochs = ({ epochs, probes, finished }: RunState): RunState['epochs'] => {
  const complete = finished ? Infinity : (probes.at(-1)?.epoch ?? 0);
  return epochs.filter(({ epoch }) => epoch < complete);
};

/** Those of the run itself, and those made on its checkpoints. */
function measurementsIn(run: ReadableRun, state: RunState): Measurement[] {
  const inside = state.measurements.map(({ probe, tick, epoch, result }) => ({
    ...{ probe, epoch, options: {}, result },
    tick: tick + 1,
  }));
  const outside = readEvaluations(run.folder).map(({ probe, tick, epoch, options, result }) => ({
    ...{ probe, tick, epoch, result },
    options: options as Record<string, unknown>,
  }));
  return [...inside, ...outside];
}

function dreamsOf(folder: string): string | null {
  const file = join(folder, 'dreams', 'early-and-late.png');
  return existsSync(file) ? `data:image/png;base64,${readFileSync(file).toString('base64')}` : null;
}

/** Size, and whatever a run changed of its condition, in words: runs with other words are never averaged. */
function scaleOf(config: RunConfig, tested?: number): string {
  const { model, batchSize, data, condition } = config;
  const reference = resolveConfig({ condition, data: { name: data.name } });
  const changes = changedKeys(reference, config).filter((key) => !withoutEffect.test(key) && !told.test(key));
  const images = data.train === undefined ? allImages(data.name, tested) : `${inWords(data.train)} images`;
  const parts = [`nf ${model.baseWidth}`, `nz ${model.latentSize}`, `batch ${batchSize}`, images];
  if (model.imageSidePx !== 32) parts.push(`${model.imageSidePx} px`);
  return [...parts, ...changes.map((key) => `${key} = ${JSON.stringify(valueAt(config, key))}`)].join(', ');
}

const inWords = (count: number): string => count.toLocaleString('en-US');

/** Everything in the folder of the images, which may hold a part of a published set. */
function allImages(name: string, tested: number | undefined): string {
  const whole = (KNOWN_SETS as Partial<Record<string, KnownSet>>)[name]?.counts.test;
  if (whole === undefined || tested === undefined || tested === whole) return 'all images';
  return `a part that is no standard one, tested on ${inWords(tested)} of ${inWords(whole)} images`;
}

const valueAt = (config: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], config);
