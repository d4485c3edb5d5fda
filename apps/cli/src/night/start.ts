import { createRun, prepareFork, type ForkedBrain } from '@oneiros/journal';
import { createSimulation, type RunConfig } from '@oneiros/simulation';
import { configLayers, flagLayers, type ConfigOptions } from '../config/config-options.ts';
import { resolveLayers } from '../config/resolve-layers.ts';
import type { Output } from '../output.ts';
import { chooseBackend } from './back-end.ts';
import { liveAndReport } from './finish.ts';
import { imagesOf } from './images.ts';
import { measurePace } from './pace.ts';
import { planRun, printPlan, type RunPlanReport } from './plan.ts';
import { freeRunFolder } from './run-folder.ts';

export interface RunOptions extends ConfigOptions {
  readonly out?: string;
  /** `RUN` or `RUN@TICK`. */
  readonly from?: string;
  readonly dryRun?: boolean;
}

/** `oneiros run`: resolves what is asked for and lives through it, or with --dry-run only says what it would be. */
export async function startRun(options: RunOptions, output: Output): Promise<void> {
  const { config, fork } = await prepare(options, output);
  const folder = options.out ?? freeRunFolder(config, options);
  if (options.dryRun) return printPlan(await foresee({ config, folder, ...(fork && { fork }) }, output), output);
  await startNew({ config, folder, ...(fork && { fork }) }, output);
}

/** A run that is to be made. */
export interface NewRun {
  readonly config: RunConfig;
  readonly folder: string;
  readonly fork?: ForkedBrain;
  /** Computes in place of what the configuration names. */
  readonly backend?: RunConfig['backend'];
}

/** Makes the directory of a new run and lives through it. @throws RunExistsError, and what loading and living throw */
export async function startNew({ config, folder, fork, backend }: NewRun, output: Output): Promise<void> {
  const environment = await chooseBackend(config, output, backend);
  const images = await imagesOf(config);
  const simulation = createSimulation({ config, images });
  try {
    const run = createRun(folder, { config, environment, ...(fork && { fork }) });
    output.note(`Run: ${folder}`);
    await liveAndReport({ run, simulation, images }, output);
  } finally {
    simulation.dispose();
  }
}

/** What a run would be and take: lives a few ticks in memory and makes nothing. */
export async function foresee({ config, folder, fork, backend }: NewRun, output: Output): Promise<RunPlanReport> {
  const environment = await chooseBackend(config, output, backend);
  const images = await imagesOf(config);
  const secondsPerTick = measurePace(config, images);
  const simulation = createSimulation({ config, images });
  try {
    if (fork) simulation.restore(fork.snapshot);
    return planRun(simulation, images, { folder, backend: environment.backend, secondsPerTick });
  } finally {
    simulation.dispose();
  }
}

/** A fork takes the other run's configuration and what the flags change, so the project file and the environment stay out. */
async function prepare(
  options: RunOptions,
  output: Output,
): Promise<{ config: RunConfig; fork: ForkedBrain | undefined }> {
  const layers = await (options.from === undefined ? configLayers(options) : flagLayers(options));
  layers.flatMap((layer) => layer.notes ?? []).forEach((note) => output.note(note));
  if (options.from === undefined) return { config: resolveLayers(layers).config, fork: undefined };
  const { config, fork, notes } = prepareFork(options.from, ...layers.map(({ values }) => values));
  notes.forEach((note) => output.note(note));
  const changed = fork.ancestry.changed.join(', ') || 'nothing';
  output.note(`Starts from the brain of ${fork.ancestry.run} at tick ${fork.ancestry.tick}; changed: ${changed}.`);
  return { config, fork };
}
