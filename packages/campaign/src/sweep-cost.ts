import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest, runFolders } from '@oneiros/journal';
import { createWakeClock, type RunConfig } from '@oneiros/simulation';
import { canonicalJson } from '@oneiros/simulation/config';
import { runsAt } from './compare/run-to-compare.ts';
import { meanSecondsPerTick } from './sweep-status.ts';

/** What a few ticks, lived for the purpose, tell about runs of one kind. */
export interface Calibration {
  readonly secondsPerTick: number;
  readonly batchesPerEpoch: number;
  /** Synapses and biases. */
  readonly parameters: number;
}

/** What one task takes. */
export interface TaskCost {
  readonly ticks: number;
  readonly secondsPerTick: number;
  /** Where the speed comes from: finished runs of the same kind in the folder, or ticks lived just now. */
  readonly source: 'finished runs' | 'calibration';
  readonly bytes: number;
}

/** What finished runs of one kind took. */
interface Experience {
  readonly ticks: number;
  readonly secondsPerTick: number;
  readonly bytes: number;
}

/**
 * Estimates time and disk space of runs: from finished runs of the same kind in the folder where there are any, otherwise
 * from a calibration, made once for each kind.
 *
 * @param folder of the sweep, which need not exist
 * @param calibrate lives a few ticks of such a run
 */
export async function costsOf(
  folder: string,
  configs: readonly RunConfig[],
  calibrate: (config: RunConfig) => Promise<Calibration>,
): Promise<TaskCost[]> {
  const known = experiencesIn(folder);
  const calibrations = new Map<string, Calibration>();
  const costs: TaskCost[] = [];
  for (const config of configs) {
    const sameLength = known.get(canonicalJson([kindOf(config), config.duration]));
    if (sameLength) {
      costs.push({ ...sameLength, source: 'finished runs' });
      continue;
    }
    const kind = canonicalJson(kindOf(config));
    const calibration = calibrations.get(kind) ?? (await calibrate(config));
    calibrations.set(kind, calibration);
    const ticks = createWakeClock(config, calibration.batchesPerEpoch).totalTicks;
    const { secondsPerTick } = calibration;
    costs.push({ ticks, secondsPerTick, source: 'calibration', bytes: bytesOf(config, ticks, calibration) });
  }
  return costs;
}

/** What decides how much work a tick is. */
function kindOf(config: RunConfig): Partial<RunConfig> {
  const { data, model, batchSize, schedule, objectives, store, probes, dreams, checkpoints, backend } = config;
  return { data, model, batchSize, schedule, objectives, store, probes, dreams, checkpoints, backend };
}

/** Of finished runs, by kind and length: the last of each. What cannot be read teaches nothing. */
function experiencesIn(folder: string): Map<string, Experience> {
  const experiences = new Map<string, Experience>();
  for (const { folder: run, config, status, totalTicks } of runsAt(runFolders(folder)).runs) {
    const secondsPerTick = meanSecondsPerTick(readManifest(run));
    if (status !== 'finished' || secondsPerTick === undefined || totalTicks === undefined) continue;
    const experience = { ticks: totalTicks, secondsPerTick, bytes: sizeOf(run) };
    experiences.set(canonicalJson([kindOf(config), config.duration]), experience);
  }
  return experiences;
}

function sizeOf(folder: string): number {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return names
    .map((name) => statSync(join(folder, name)))
    .filter((entry) => entry.isFile())
    .reduce((sum, { size }) => sum + size, 0);
}

/** A line of `state` has about 220 bytes and one of `losses` about 90; areas are measured rarely. */
const eventBytesPerTick = 340;
/** Weights, first and second moments, each float32. */
const bytesPerParameter = 3 * 4;

/** Checkpoints that stay, events, and dreams with their sheets. */
function bytesOf(config: RunConfig, ticks: number, { batchesPerEpoch, parameters }: Calibration): number {
  const { checkpoints, dreams, model, batchSize, store } = config;
  const clock = createWakeClock(config, batchesPerEpoch);
  const epochs = clock.epochOf(ticks - 1) + 1;
  const every = (count: number): number => (count === 0 ? 0 : Math.floor(epochs / count));
  const newest = Math.min(checkpoints.keep, Math.ceil(ticks / checkpoints.everyTicks));
  const episodes = store.kind === 'episodic' ? 2 * batchSize : store.days * store.capacity;
  const checkpoint = parameters * bytesPerParameter + episodes * model.latentSize * 4;
  const kept = 1 + newest + every(checkpoints.keepEveryEpochs);
  const moments = dreams.everyEpochs === 0 ? 0 : 1 + every(dreams.everyEpochs);
  const sheets = 4 * dreams.count * model.imageSidePx ** 2 * 3;
  // The drawn sheet is larger in pixels and compressed: about as much again.
  return kept * checkpoint + ticks * eventBytesPerTick + moments * 2 * sheets;
}
