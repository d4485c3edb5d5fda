import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { createRun, prepareFork, recordRun, resumeRun, type WritableRun } from '@oneiros/journal';
import { createScenes } from '@oneiros/senses';
import { createSimulation } from '@oneiros/simulation';
import { Subject } from 'rxjs';
import type { Night } from '../run-task.ts';

const environment = { backend: { name: 'cpu', threads: 1 }, oneiros: '0.1.0' };

/** Layers of a cortex of a few neurons: 6 ticks an epoch. */
export const tinyLayers = {
  data: { name: 'scenes', train: 4, test: 4 },
  model: { baseWidth: 1, latentSize: 2 },
  batchSize: 2,
  duration: { count: 2, unit: 'epochs' },
  probes: { readoutEpochs: 1, areasEveryCycles: 0 },
  dreams: { everyEpochs: 0 },
} as const;

export interface TinyNight extends Night {
  /** What was done, such as `start pad-seed-1`. */
  readonly done: string[];
}

/** A night on tfjs's CPU back end without a command line around it. @param stopAfter ticks after which a signal comes */
export async function tinyNight({ stopAfter = Infinity } = {}): Promise<TinyNight> {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
  const done: string[] = [];
  const live = async (run: WritableRun): Promise<void> => {
    const { train, test } = run.config.data;
    const images = createScenes({ seed: 1, train: train!, test: test! });
    const simulation = createSimulation({ config: run.config, images });
    const stop$ = new Subject<void>();
    try {
      const { divergence } = await recordRun({
        simulation,
        run,
        stop$,
        onTick: () => {
          if (simulation.tick === stopAfter) stop$.next();
        },
      });
      if (divergence) throw divergence;
    } finally {
      simulation.dispose();
    }
  };
  return {
    done,
    start: (config, folder, from) => {
      done.push(existsSync(folder) ? 'overwrite' : 'start');
      return live(createRun(folder, { environment, ...(from === undefined ? { config } : prepareFork(from, config)) }));
    },
    resume: (folder) => {
      done.push('resume');
      return live(resumeRun(folder, { environment }));
    },
  };
}
