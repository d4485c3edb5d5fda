import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { changedKeys, resolveConfig, tickOfSameSight, type RunConfig, type Snapshot } from '@oneiros/simulation';
import { parse, stringify } from 'yaml';
import {
  listCheckpoints,
  readCheckpoint,
  removeCheckpointsAfter,
  writeCheckpoint,
  type Checkpoint,
} from './checkpoint.ts';
import {
  BackendChangedError,
  ConfigChangedError,
  RunEndedError,
  RunExistsError,
  RunUnreadableError,
  writing,
} from './errors.ts';
import { readEvents } from './event-log.ts';
import { readManifest, writeManifest, type Manifest, type RunBackend, type RunStatus } from './manifest.ts';
import { syncFolder } from './replace-file.ts';
import { isLocked, lockRun, unlockRun } from './run-lock.ts';

/** A run that this process may write: it holds the lock until `release`. */
export interface WritableRun {
  readonly folder: string;
  readonly config: RunConfig;
  /** The brain to go on from; undefined where the run starts with a new one. */
  readonly snapshot: Snapshot | undefined;
  /** How much of `events.jsonl` belongs to what came before that brain. */
  readonly eventsBytes: number;
  readonly backend: RunBackend;
  release(): void;
}

/** What was computed with; `oneiros` is the program's version. */
export interface RunEnvironment {
  readonly backend: RunBackend;
  readonly oneiros: string;
}

/**
 * Makes the directory of a new run, whole or not at all.
 *
 * @param brain start of a fork: another run's checkpoint and its place in that run
 * @throws RunExistsError, RunWriteError
 */
export function createRun(
  folder: string,
  { config, environment, fork }: { config: RunConfig; environment: RunEnvironment; fork?: ForkedBrain },
): WritableRun {
  if (existsSync(folder)) throw new RunExistsError(folder);
  const draft = join(dirname(resolve(folder)), `.${basename(folder)}.${process.pid}.tmp`);
  const manifest: Manifest = {
    version: 1,
    status: 'interrupted',
    reason: null,
    oneiros: environment.oneiros,
    backend: environment.backend,
    createdAt: new Date().toISOString(),
    ancestry: fork?.ancestry ?? null,
    sessions: [],
  };
  writing(folder, () => {
    removeAbandonedDrafts(resolve(folder));
    try {
      for (const part of ['checkpoints', 'dreams']) mkdirSync(join(draft, part), { recursive: true });
      lockRun(draft); // moves with the directory, so that nobody finds a run that no process holds
      writeFileSync(join(draft, 'config.yaml'), stringify(config));
      writeManifest(draft, manifest);
      if (fork) {
        writeCheckpoint(draft, { snapshot: fork.snapshot, config, backend: environment.backend, eventsBytes: 0 });
      }
      renameSync(draft, folder);
      syncFolder(dirname(resolve(folder)));
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      throw error;
    }
  });
  const { backend } = environment;
  return { folder, config, snapshot: fork?.snapshot, eventsBytes: 0, backend, release: () => unlockRun(folder) };
}

/** A draft is complete within milliseconds; what is older was left by a process that was killed. */
const abandonedAfterMs = 60_000;

function removeAbandonedDrafts(folder: string): void {
  const [parent, prefix] = [dirname(folder), `.${basename(folder)}.`];
  for (const name of existsSync(parent) ? readdirSync(parent) : []) {
    if (!name.startsWith(prefix) || !/^\d+\.tmp$/.test(name.slice(prefix.length))) continue;
    const draft = join(parent, name);
    if (Date.now() - statSync(draft).mtimeMs > abandonedAfterMs) rmSync(draft, { recursive: true, force: true });
  }
}

/** A brain of another run, to start a new one from. */
export interface ForkedBrain {
  readonly snapshot: Snapshot;
  readonly ancestry: NonNullable<Manifest['ancestry']>;
}

/** A fork's configuration and brain, before a directory is made for it. */
export interface Fork {
  readonly config: RunConfig;
  readonly fork: ForkedBrain;
  /** What the new run does not take over from the old one. */
  readonly notes: readonly string[];
}

/**
 * Prepares a run that starts from another's brain under a changed configuration, at the same tick: unchanged, it would live
 * on exactly as the other. Under a cycle of another length it starts at the tick of the same mini-batch, in another life at the same time
 * of the same day, and in a life after a cycle with its first day.
 *
 * @param from `RUN` (its newest checkpoint) or `RUN@TICK`
 * @param layers changes, as `resolveConfig` takes them
 * @throws CheckpointMissingError, CheckpointDamagedError, RunUnreadableError, ConfigError
 */
export function prepareFork(from: string, ...layers: readonly unknown[]): Fork {
  const { folder, tick } = parseRunReference(from);
  readManifest(folder);
  const { snapshot, config: stored } = readCheckpoint(folder, tick);
  const parent = resolveConfig(stored);
  const config = resolveConfig(parent, ...layers);
  const isEpisodic = parent.store.kind === 'episodic' && config.store.kind === 'episodic';
  const { tick: at, steps, store } = snapshot.cursor;
  const start = tickOfSameSight(at, parent.schedule, config.schedule);
  // A store of the day knows when its episodes were: another clock would make them come from the future.
  const isSameStore = changedKeys(parent.store, config.store).length === 0;
  const keepsStore = isEpisodic || (isSameStore && start === at);
  const cursor = { tick: start, steps, ...(keepsStore && store !== undefined && { store }) };
  const ancestry = { run: resolve(folder), tick: at, changed: changedKeys(parent, config) };
  return {
    config,
    fork: { snapshot: { ...snapshot, cursor }, ancestry },
    notes: [
      ...(keepsStore
        ? []
        : [`The hippocampal store starts empty, because its ${isSameStore ? 'clock' : 'configuration'} changed.`]),
      ...(start === at ? [] : [startNote(start, parent.schedule.kind, config.schedule.kind)]),
    ],
  };
}

function startNote(start: number, before: Kind, after: Kind): string {
  if (after !== 'life') return `The run starts at tick ${start}, when as many mini-batches were seen in its schedule.`;
  if (before !== 'life') return 'The run starts at tick 0, with the first day of its life.';
  return `The run starts at tick ${start}, at the same time of the same day.`;
}

type Kind = RunConfig['schedule']['kind'];

export interface ResumeOptions {
  readonly environment: RunEnvironment;
  /** Layers over the run's configuration, to be refused where they change it. */
  readonly layers?: readonly unknown[];
  /** Go on although the numbers will differ from those of a run that was never stopped. */
  readonly allowOtherBackend?: boolean;
}

/**
 * Opens a run that was stopped or killed, at its newest checkpoint or at the one named.
 *
 * @param reference `RUN` or `RUN@TICK`
 * @throws RunLockedError, RunEndedError, ConfigChangedError, BackendChangedError, CheckpointDamagedError, RunUnreadableError
 */
export function resumeRun(
  reference: string,
  { environment, layers = [], allowOtherBackend }: ResumeOptions,
): WritableRun {
  const { folder, tick } = parseRunReference(reference);
  const manifest = readManifest(folder);
  const release = lockRun(folder);
  try {
    if (manifest.status === 'finished' || manifest.status === 'diverged')
      throw new RunEndedError(folder, manifest.status);
    const hasCheckpoint = tick !== undefined || listCheckpoints(folder).length > 0;
    const checkpoint: Checkpoint | undefined = hasCheckpoint ? readCheckpoint(folder, tick) : undefined;
    const config = resolveConfig(readConfig(folder), ...layers);
    // Resolved, so that keys which an earlier Oneiros did not have yet stand there with what it did.
    const changed = changedKeys(resolveConfig(checkpoint?.config ?? readConfig(folder)), config);
    if (changed.length > 0) throw new ConfigChangedError(folder, changed);
    const before = checkpoint?.backend ?? manifest.backend;
    if (!isSameArithmetic(before, environment.backend) && !allowOtherBackend)
      throw new BackendChangedError(wordsOf(before), wordsOf(environment.backend));
    if (checkpoint) removeCheckpointsAfter(folder, checkpoint.snapshot.cursor.tick);
    removeLeftovers(folder);
    const { snapshot, eventsBytes = 0 } = checkpoint ?? {};
    return { folder, config, snapshot, eventsBytes, backend: environment.backend, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Whether both compute the same bits; runs of earlier versions do not tell their algorithms. */
const isSameArithmetic = (a: RunBackend, b: RunBackend): boolean =>
  a.name === b.name &&
  a.threads === b.threads &&
  (a.arithmetic === undefined || b.arithmetic === undefined || a.arithmetic === b.arithmetic);

const wordsOf = ({ name, threads, arithmetic }: RunBackend): string =>
  `${name}, threads ${threads}${arithmetic === undefined ? '' : ` (${arithmetic})`}`;

/** What killed processes left half written: temporary files and lock files that were never linked. */
function removeLeftovers(folder: string): void {
  for (const part of [folder, ...['checkpoints', 'dreams', 'evaluations'].map((name) => join(folder, name))]) {
    for (const name of existsSync(part) ? readdirSync(part) : []) {
      if (/(\.\d+\.tmp|^run\.lock\.\d+(\.stale)?)$/.test(name)) rmSync(join(part, name), { force: true });
    }
  }
}

/** A run to look at; nothing is locked or changed. */
export interface ReadableRun {
  readonly folder: string;
  readonly manifest: Manifest;
  /** As the manifest says, but `interrupted` where a process was killed while it ran, and `running` from when one takes it up. */
  readonly status: RunStatus;
  readonly config: RunConfig;
  readonly checkpoints: readonly number[];
  events(): ReturnType<typeof readEvents>;
  /** @param tick the newest unless given */
  checkpoint(tick?: number): Checkpoint;
}

/** @throws RunUnreadableError, ConfigError */
export function openRun(folder: string): ReadableRun {
  const manifest = readManifest(folder);
  return {
    folder,
    manifest,
    status: statusOf(folder, manifest),
    config: resolveConfig(readConfig(folder)),
    checkpoints: listCheckpoints(folder),
    events: () => readEvents(join(folder, 'events.jsonl')),
    checkpoint: (tick) => readCheckpoint(folder, tick),
  };
}

/** The run directories directly inside a folder, by name; other folders are passed over, and nothing is read. */
export function runFolders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.') && existsSync(join(parent, entry.name, 'run.json')),
    )
    .map((entry) => join(parent, entry.name))
    .sort();
}

/** The runs directly inside a folder, by name. @throws RunUnreadableError */
export const listRuns = (parent: string): { folder: string; manifest: Manifest; status: RunStatus }[] =>
  runFolders(parent).map((folder) => ({ folder, ...standingOf(folder) }));

/** How a run stands, without its configuration. @throws RunUnreadableError */
export function standingOf(folder: string): { manifest: Manifest; status: RunStatus } {
  const manifest = readManifest(folder);
  return { manifest, status: statusOf(folder, manifest) };
}

/** Splits `RUN@TICK`; a folder of that very name wins. */
export function parseRunReference(reference: string): { folder: string; tick: number | undefined } {
  const match = existsSync(reference) ? null : /^(.+)@(\d+)$/.exec(reference);
  return match ? { folder: match[1]!, tick: Number(match[2]) } : { folder: reference, tick: undefined };
}

/** Before its first tick a process may load images for minutes: that it holds the run is told by the lock, not by the manifest. */
const statusOf = (folder: string, { status }: Manifest): RunStatus => {
  if (status === 'finished' || status === 'diverged') return status;
  if (isLocked(folder)) return 'running';
  return status === 'running' ? 'interrupted' : status;
};

function readConfig(folder: string): unknown {
  const file = join(folder, 'config.yaml');
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new RunUnreadableError(file, `Expected the configuration of the run: ${(cause as Error).message}`);
  }
}
