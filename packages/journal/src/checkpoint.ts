import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkpointFile,
  type RunConfig,
  type Snapshot,
  type SnapshotCursor,
  type SnapshotTensor,
} from '@oneiros/simulation';
import type { RunBackend } from './manifest.ts';
import { CheckpointDamagedError, CheckpointMissingError, SafetensorsError, writing } from './errors.ts';
import { encodeSafetensors, readSafetensors } from './safetensors.ts';
import { replaceFile } from './replace-file.ts';
import { upgrade, type Upgrade } from './upgrade.ts';

/** A whole brain with what is needed to go on from it. */
export interface Checkpoint {
  readonly snapshot: Snapshot;
  /** The resolved configuration that the brain lived under. */
  readonly config: RunConfig;
  /** What computed it; undefined in checkpoints of version 1. */
  readonly backend: RunBackend | undefined;
  /** Length of `events.jsonl` at this moment. */
  readonly eventsBytes: number;
}

const FORMAT_VERSION = 2;
/** Checkpoints of earlier versions, by version. Those of version 1 did not say what computed them. */
const upgrades: Record<number, Upgrade> = { 1: (checkpoint) => ({ ...checkpoint, version: 2 }) };

/** Writes `checkpoints/NNNNNN.safetensors`, whole or not at all, and syncs it. @throws RunWriteError */
export function writeCheckpoint(folder: string, { snapshot, config, backend, eventsBytes }: Checkpoint): void {
  const { tensors, cursor } = snapshot;
  const content = { version: FORMAT_VERSION, cursor, config, backend, eventsBytes };
  const oneiros = JSON.stringify(content);
  const bytes = encodeSafetensors(tensors, { oneiros, sha256: digest(tensors, oneiros) });
  const file = join(folder, checkpointFile(cursor.tick));
  writing(file, () => replaceFile(file, bytes));
}

/** Ticks of the checkpoints that a run holds, ascending. */
export function listCheckpoints(folder: string): number[] {
  const checkpoints = join(folder, 'checkpoints');
  if (!existsSync(checkpoints)) return [];
  return readdirSync(checkpoints)
    .map((name) => /^(\d{6,})\.safetensors$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

/**
 * @param tick the newest unless given
 * @throws CheckpointMissingError, CheckpointDamagedError with the newest earlier one that is whole
 */
export function readCheckpoint(folder: string, tick?: number): Checkpoint {
  const available = listCheckpoints(folder);
  const wanted = tick ?? available.at(-1);
  if (wanted === undefined || !available.includes(wanted)) throw new CheckpointMissingError(folder, tick, available);
  try {
    return readWhole(folder, wanted);
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error;
    const previous = available
      .filter((other) => other < wanted)
      .reverse()
      .find((other) => isWhole(folder, other));
    throw new CheckpointDamagedError(join(folder, checkpointFile(wanted)), error.message, previous, folder);
  }
}

/** Removes the checkpoints that are neither among the `keep` newest nor `isMilestone`. */
export function pruneCheckpoints(folder: string, keep: number, isMilestone: (tick: number) => boolean): void {
  for (const tick of listCheckpoints(folder).slice(0, -keep)) {
    if (!isMilestone(tick)) rmSync(join(folder, checkpointFile(tick)), { force: true });
  }
}

/** Removes the checkpoints after a tick: the run goes on from there and will write them again. */
export function removeCheckpointsAfter(folder: string, tick: number): void {
  for (const later of listCheckpoints(folder).filter((other) => other > tick)) {
    rmSync(join(folder, checkpointFile(later)), { force: true });
  }
}

/** @throws SafetensorsError where the bytes are not those that were written */
function readWhole(folder: string, tick: number): Checkpoint {
  const file = join(folder, checkpointFile(tick));
  const { tensors, metadata } = readSafetensors(file);
  const { oneiros, sha256 } = metadata;
  if (oneiros === undefined || sha256 !== digest(tensors as Map<string, SnapshotTensor>, oneiros)) {
    throw new SafetensorsError('its content does not match its checksum.');
  }
  const content = upgrade(JSON.parse(oneiros), { file, key: 'version', current: FORMAT_VERSION, upgrades });
  const { cursor, config, backend, eventsBytes } = content as unknown as { cursor: SnapshotCursor } & Omit<
    Checkpoint,
    'snapshot'
  >;
  return { snapshot: { tensors: tensors as Map<string, SnapshotTensor>, cursor }, config, backend, eventsBytes };
}

function isWhole(folder: string, tick: number): boolean {
  try {
    readWhole(folder, tick);
    return true;
  } catch (error) {
    if (error instanceof SafetensorsError) return false;
    throw error;
  }
}

/** Over everything but itself: names, shapes, values, cursor and configuration. */
const digest = (tensors: ReadonlyMap<string, SnapshotTensor>, oneiros: string): string =>
  createHash('sha256').update(encodeSafetensors(tensors, { oneiros })).digest('hex');
