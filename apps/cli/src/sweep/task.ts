import { runTask } from '@oneiros/campaign';
import { resume } from '../night/resume.ts';
import { prepareFork } from '@oneiros/journal';
import type { RunConfig } from '@oneiros/simulation';
import { startNew, type NewRun } from '../night/start.ts';
import type { Output } from '../output.ts';
import { wholeNumber } from '../config/shorthands.ts';

export interface TaskOptions {
  readonly threads?: string;
  readonly retry?: boolean;
}

/** `oneiros sweep task`: one task of a plan, as far as it is not done. */
export async function doTask(plan: string, index: string, options: TaskOptions, output: Output): Promise<void> {
  endWithParent();
  const threads = options.threads === undefined ? undefined : wholeNumber(options.threads, '--threads');
  const done = await runTask(plan, wholeNumber(index, 'INDEX'), {
    retry: options.retry ?? false,
    night: {
      start: (config, folder, from) =>
        // What the plan says about threads is part of the run; otherwise they are shared out by whoever starts tasks.
        startNew(
          {
            ...brainOf(config, from),
            folder,
            backend: { ...(threads !== undefined && { threads }), ...config.backend },
          },
          output,
        ),
      resume: (folder) => resume(folder, {}, output),
    },
  });
  if (done === 'skipped') output.note('Finished already; nothing to do.');
}

/** The configuration with the brain to start from: a new one, or another run's at its end. */
function brainOf(config: RunConfig, from: string | undefined): Pick<NewRun, 'config' | 'fork'> {
  if (from === undefined) return { config };
  const { config: own, fork } = prepareFork(from, config);
  return { config: own, fork };
}

/** A sweep that dies closes the channel to its tasks: they end as after a signal, with a checkpoint. */
function endWithParent(): void {
  if (process.channel === undefined) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
