import { join } from 'node:path';
import {
  DivergedError,
  initialRunState,
  reduceEvents,
  reportsOf,
  type RunState,
  type Simulation,
  type TickReport,
} from '@oneiros/simulation';
import { concatMap, lastValueFrom, of, type Observable } from 'rxjs';
import { listCheckpoints, pruneCheckpoints, writeCheckpoint } from './checkpoint.ts';
import { encodeDreams } from './dream-file.ts';
import { writing } from './errors.ts';
import { openEventLog, readEvents } from './event-log.ts';
import { readManifest, startSession, writeManifest, type RunStatus } from './manifest.ts';
import { replaceFile } from './replace-file.ts';
import type { WritableRun } from './run.ts';

export interface RecordOptions {
  readonly simulation: Simulation;
  readonly run: WritableRun;
  /** A first value ends the night after the tick that is under way, with a checkpoint. */
  readonly stop$?: Observable<unknown>;
  /** Called after each tick, once its events are written. */
  readonly onTick?: (report: TickReport, state: RunState) => void;
}

/** How recording ended. */
export interface RecordOutcome {
  readonly status: Extract<RunStatus, 'finished' | 'interrupted' | 'diverged'>;
  /** Ticks that the brain has lived through. */
  readonly ticks: number;
  readonly state: RunState;
  /** What diverged, where it did. */
  readonly divergence: DivergedError | undefined;
}

/**
 * Lets a simulation live and writes down what happens: events as they come, dreams, checkpoints where they are due and where
 * it stops. A diverged run keeps its last checkpoint. The run is released in the end, however it ends.
 *
 * @throws RunWriteError where a file cannot be written; the run then stands at its last checkpoint
 */
export async function recordRun({ simulation, run, stop$, onTick }: RecordOptions): Promise<RecordOutcome> {
  try {
    if (run.snapshot) simulation.restore(run.snapshot);
    return await recordSession({ simulation, run, ...(stop$ && { stop$ }), ...(onTick && { onTick }) });
  } finally {
    run.release();
  }
}

async function recordSession({ simulation, run, stop$, onTick }: RecordOptions): Promise<RecordOutcome> {
  const { folder, config } = run;
  const started = performance.now();
  const session = startSession(simulation.tick, run.backend);
  const { sessions, ...before } = readManifest(folder);
  const manifest = { ...before, totalTicks: simulation.totalTicks };
  const settle = (status: RunStatus, reason: string | null): void => {
    const seconds = Math.round(performance.now() - started) / 1000;
    const ended = { ...session, endedAt: new Date().toISOString(), toTick: simulation.tick, seconds };
    writeManifest(folder, { ...manifest, status, reason, sessions: [...sessions, ended] });
  };
  writeManifest(folder, { ...manifest, status: 'running', reason: null, sessions: [...sessions, session] });

  const logFile = join(folder, 'events.jsonl');
  const log = openEventLog(logFile, run.eventsBytes);
  let state = readEvents(logFile).reduce(reduceEvents, initialRunState);
  const save = (): void => {
    writeCheckpoint(folder, { snapshot: simulation.snapshot(), config, backend: run.backend, eventsBytes: log.sync() });
    const first = listCheckpoints(folder)[0];
    const isKept = (tick: number): boolean => tick === first || simulation.isMilestone(tick);
    pruneCheckpoints(folder, config.checkpoints.keep, isKept);
  };
  const record = (report: TickReport): void => {
    for (const [file, sheet] of report.dreams) {
      const path = join(folder, file);
      writing(path, () => replaceFile(path, encodeDreams(sheet)));
    }
    log.append(report.events);
    state = report.events.reduce(reduceEvents, state);
    if (report.checkpointDue) save();
    onTick?.(report, state);
  };

  try {
    if (listCheckpoints(folder).length === 0) save();
    const reports = reportsOf(simulation, stop$ ? { stop$ } : {});
    const written = reports.pipe(concatMap((report) => of(record(report))));
    await lastValueFrom(written, { defaultValue: undefined });
    const status = simulation.tick === simulation.totalTicks ? 'finished' : 'interrupted';
    if (status === 'interrupted') save();
    writeMetrics(folder, state);
    settle(status, null);
    return { status, ticks: simulation.tick, state, divergence: undefined };
  } catch (error) {
    if (!(error instanceof DivergedError)) {
      try {
        settle('failed', (error as Error).message);
      } catch {
        // What kept the log from being written keeps run.json too; the first error is the one to tell.
      }
      throw error;
    }
    log.sync();
    writeMetrics(folder, state);
    settle('diverged', error.message);
    return { status: 'diverged', ticks: simulation.tick, state, divergence: error };
  } finally {
    log.close();
  }
}

/** `metrics.json`: what came out, for those who read no event log. */
function writeMetrics(folder: string, { tick, losses, epochs, probes }: RunState): void {
  const file = join(folder, 'metrics.json');
  const lossesByEpoch = epochs.map(({ epoch, means }) => ({ epoch, ...means }));
  const readout = probes.map(({ epoch, trainAccuracy, testAccuracy, ridgeAccuracy }) => ({
    epoch,
    trainAccuracy,
    testAccuracy,
    ...(ridgeAccuracy !== undefined && { ridgeAccuracy }),
  }));
  writing(file, () =>
    replaceFile(file, `${JSON.stringify({ version: 1, tick, losses, lossesByEpoch, readout }, null, 2)}\n`),
  );
}
