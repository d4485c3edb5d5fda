import { existsSync } from 'node:fs';
import { openRun, parseRunReference, resumeRun } from '@oneiros/journal';
import { createSimulation } from '@oneiros/simulation';
import { UsageError } from '../errors.ts';
import type { Output } from '../output.ts';
import { chooseBackend } from './back-end.ts';
import { liveAndReport } from './finish.ts';
import { imagesOf } from './images.ts';

export interface ResumeRunOptions {
  readonly allowOtherBackend?: boolean;
}

/** `oneiros resume`: the run's own configuration, from its newest checkpoint or the one named. */
export async function resume(reference: string, options: ResumeRunOptions, output: Output): Promise<void> {
  const { folder } = parseRunReference(reference);
  if (!existsSync(folder)) {
    throw new UsageError(
      `Expected the directory of a run, there is nothing at ${folder}. \`oneiros runs\` lists runs.`,
    );
  }
  const { config, manifest } = openRun(folder);
  // `auto` means the back end that the run started on, as long as it loads here.
  const { name, threads } = manifest.backend;
  const started = backendNames.find((known) => known === name) ?? config.backend.name;
  const wanted = options.allowOtherBackend
    ? config.backend
    : { name: started, ...(threads === null ? {} : { threads }) };
  const environment = await chooseBackend(config, output, wanted);
  const run = resumeRun(reference, { environment, ...options });
  try {
    const images = await imagesOf(run.config);
    const simulation = createSimulation({ config: run.config, images });
    try {
      output.note(`Going on with ${folder} at tick ${run.snapshot?.cursor.tick ?? 0}.`);
      await liveAndReport({ run, simulation, images }, output);
    } finally {
      simulation.dispose();
    }
  } finally {
    run.release();
  }
}

const backendNames = ['onednn', 'tensorflow', 'webgpu', 'cpu'] as const;
