import { existsSync } from 'node:fs';
import { openRun, type RunStatus } from '@oneiros/journal';
import { changedKeys, resolveConfig } from '@oneiros/simulation';
import { TaskConfigError } from './errors.ts';
import type { Task } from './plan-file.ts';

/** What is to be done about a task. */
export type TaskStep =
  | { readonly kind: 'start' | 'resume' | 'skip' }
  /** Another process writes the run. */
  | { readonly kind: 'busy' }
  /** It came to no good end earlier, which only `retry` tries to change. */
  | { readonly kind: 'ended'; readonly status: 'diverged' | 'failed'; readonly reason: string | null };

const steps = {
  finished: { kind: 'skip' },
  interrupted: { kind: 'resume' },
  running: { kind: 'busy' },
} as const satisfies Partial<Record<RunStatus, TaskStep>>;

/**
 * Decides by the run directory alone, so that whoever comes next goes on rightly, after any kill.
 *
 * @throws TaskConfigError where the folder holds another run, RunUnreadableError where it holds none
 */
export function stepOf({ folder, config }: Pick<Task, 'folder' | 'config'>): TaskStep {
  if (!existsSync(folder)) return { kind: 'start' };
  const run = openRun(folder);
  const keys = changedKeys(resolveConfig(config), run.config);
  if (keys.length > 0) throw new TaskConfigError(folder, keys);
  const { status } = run;
  if (status === 'diverged' || status === 'failed') return { kind: 'ended', status, reason: run.manifest.reason };
  return steps[status];
}
