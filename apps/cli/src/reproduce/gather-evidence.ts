import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedReadoutOf } from '@oneiros/campaign';
import { listRuns, openRun, readEvaluations, type ReadableRun } from '@oneiros/journal';
import type { Measurement, RunEvidence } from '@oneiros/reproduction';
import {
  changedKeys,
  initialRunState,
  reduceEvents,
  resolveConfig,
  type RunConfig,
  type RunState,
} from '@oneiros/simulation';
import type { Output } from '../output.ts';

/** Parts of a configuration that change what is measured or how long it takes, not what is learned. */
const withoutEffect = /^(seed|seeds|duration|probes|dreams|checkpoints|backend|divergedAboveLoss|data\.folder)(\.|$)/;
/** Parts that the words for the size tell, or that name the group. */
const told = /^(model\.(baseWidth|latentSize|imageSidePx)|batchSize|data\.(name|train|test)|condition)(\.|$)/;

/**
 * What the runs in a folder left behind. A run that cannot be read is named in a warning and left out.
 * @param folder its subfolders are runs
 */
export function gatherEvidence(folder: string, output: Output): RunEvidence[] {
  return listRuns(folder).flatMap(({ folder: run }) => {
    try {
      return [evidenceOf(openRun(run))];
    } catch (error) {
      output.warn(`${run} is left out: ${(error as Error).message}`);
      return [];
    }
  });
}

function evidenceOf(run: ReadableRun): RunEvidence {
  const { config, manifest, folder } = run;
  const state = run.events().reduce(reduceEvents, initialRunState);
  const seconds = manifest.sessions.reduce((sum, session) => sum + (session.seconds ?? 0), 0);
  return {
    run: folder,
    condition: config.condition,
    data: config.data.name,
    seed: config.seed,
    scale: scaleOf(config),
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
export function scaleOf(config: RunConfig): string {
  const { model, batchSize, data, condition } = config;
  const reference = resolveConfig({ condition, data: { name: data.name } });
  const changes = changedKeys(reference, config).filter((key) => !withoutEffect.test(key) && !told.test(key));
  const images = data.train === undefined ? 'all images' : `${data.train.toLocaleString('en-US')} images`;
  const parts = [`nf ${model.baseWidth}`, `nz ${model.latentSize}`, `batch ${batchSize}`, images];
  if (model.imageSidePx !== 32) parts.push(`${model.imageSidePx} px`);
  return [...parts, ...changes.map((key) => `${key} = ${JSON.stringify(valueAt(config, key))}`)].join(', ');
}

const valueAt = (config: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], config);
