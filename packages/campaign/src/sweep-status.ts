import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventsBackwards, openRun, type Manifest, type ReadableRun, type RunStatus } from '@oneiros/journal';
import { lossNames, type LossName, type RunConfig } from '@oneiros/simulation';
import { canonicalJson } from '@oneiros/simulation/config';
import type { Plan, Task } from './plan-file.ts';
import { readTaskError } from './task-error.ts';

/** How a task stands, from its files alone. */
export interface TaskStatus {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  /** As its run says; `waiting` before there is one, `unreadable` where its files are damaged. */
  readonly state: RunStatus | 'waiting' | 'unreadable';
  /** Ticks lived so far. */
  readonly ticks: number;
  /** Of the whole run; null where no run of this length has begun. */
  readonly totalTicks: number | null;
  /** The newest value of each loss. */
  readonly losses: Readonly<Partial<Record<LossName, number>>>;
  /** The newest readout, shares of test images, 0..1. */
  readonly readout: { readonly epoch: number; readonly testAccuracy: number } | null;
  /** Wall time of a tick, probes and checkpoints included; null before it is known. */
  readonly secondsPerTick: number | null;
  /** What stopped it, where something did. */
  readonly reason: string | null;
}

/** How every task of a plan stands; no process is asked. */
export function sweepStatus({ tasks }: Plan): TaskStatus[] {
  const statuses = tasks.map(taskStatus);
  const lengths = new Map<string, number>();
  statuses.forEach(({ totalTicks }, i) => {
    if (totalTicks !== null) lengths.set(lengthKey(tasks[i]!.config), totalTicks);
  });
  return statuses.map((status, i) => ({
    ...status,
    totalTicks: status.totalTicks ?? lengths.get(lengthKey(tasks[i]!.config)) ?? null,
  }));
}

/** How one task stands; it reads the end of the run's log, and never throws for what it finds there. */
export function taskStatus(task: Task): TaskStatus {
  const { index, id, name, folder } = task;
  const error = readTaskError(task)?.message ?? null;
  const empty = { ticks: 0, totalTicks: null, losses: {}, readout: null, secondsPerTick: null };
  const known = { index, id, name, folder, ...empty };
  if (!existsSync(folder)) return { ...known, state: error === null ? 'waiting' : 'failed', reason: error };
  try {
    const run = openRun(folder);
    return { ...known, ...stateOf(run), ...newestOf(run), reason: run.manifest.reason ?? error };
  } catch (cause) {
    return { ...known, state: 'unreadable', reason: (cause as Error).message };
  }
}

/** Runs with the same key have the same number of ticks. */
const lengthKey = ({ data, batchSize, schedule, duration }: RunConfig): string =>
  canonicalJson({ data, batchSize, schedule, duration });

const stateOf = ({ status, manifest }: ReadableRun): Pick<TaskStatus, 'state' | 'totalTicks'> => ({
  state: status,
  totalTicks: manifest.totalTicks ?? null,
});

/** So many of the newest ticks are searched for the newest value of each loss. */
const searchedTicks = 64;

function newestOf({
  folder,
  status,
  manifest,
}: ReadableRun): Pick<TaskStatus, 'ticks' | 'losses' | 'readout' | 'secondsPerTick'> {
  const log = join(folder, 'events.jsonl');
  const losses: Partial<Record<LossName, number>> = {};
  let ticks = 0;
  let searched = 0;
  for (const event of eventsBackwards(log, ['state', 'losses'])) {
    if (ticks === 0) ticks = event.tick + 1;
    if (event.type === 'losses') for (const name of lossNames) losses[name] ??= event[name]!;
    if (event.type === 'state' && ++searched === searchedTicks) break;
  }
  for (const name of lossNames) if (losses[name] === undefined) delete losses[name];
  let readout: TaskStatus['readout'] = null;
  for (const event of eventsBackwards(log, ['probe'])) {
    if (!('testAccuracy' in event)) continue;
    readout = { epoch: event.epoch, testAccuracy: event.testAccuracy };
    break;
  }
  const secondsPerTick =
    status === 'running' ? (speedNow(manifest, ticks) ?? meanSecondsPerTick(manifest)) : meanSecondsPerTick(manifest);
  return { ticks, losses, readout, secondsPerTick: secondsPerTick ?? null };
}

/** Wall time of a tick over all sessions that ended, probes and checkpoints included; undefined before one has. */
export function meanSecondsPerTick({ sessions }: Manifest): number | undefined {
  let [ticks, seconds] = [0, 0];
  for (const session of sessions) {
    if (session.toTick === null || session.seconds === null) continue;
    ticks += session.toTick - session.fromTick;
    seconds += session.seconds;
  }
  return ticks > 0 ? seconds / ticks : undefined;
}

/** Of the session that is under way. */
function speedNow({ sessions }: Manifest, ticks: number): number | undefined {
  const session = sessions.at(-1);
  if (session === undefined || ticks <= session.fromTick) return undefined;
  return (Date.now() - Date.parse(session.startedAt)) / 1000 / (ticks - session.fromTick);
}
