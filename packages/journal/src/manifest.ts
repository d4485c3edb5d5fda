import { readFileSync } from 'node:fs';
import { arch, cpus, hostname, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { RunUnreadableError, writing } from './errors.ts';
import { replaceFile } from './replace-file.ts';
import { upgrade, type Upgrade } from './upgrade.ts';

export const backendSchema = z.strictObject({
  name: z.string(),
  threads: z.number().nullable().describe('null where the back end does not say'),
  version: z.string().optional(),
  arithmetic: z.string().optional().describe('instruction set and algorithms, where the back end tells them'),
});

const sessionSchema = z.strictObject({
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable().describe('null while it runs, and for good where it was killed'),
  fromTick: z.int(),
  toTick: z.int().nullable(),
  seconds: z.number().nullable().describe('wall time'),
  backend: backendSchema,
  machine: z.strictObject({
    host: z.string(),
    system: z.string(),
    processor: z.string(),
    cores: z.int(),
    memoryMiB: z.int(),
    node: z.string(),
  }),
});

const manifestSchema = z.strictObject({
  version: z.literal(1),
  status: z.enum(['running', 'interrupted', 'finished', 'diverged', 'failed']),
  /** What stopped it, where it diverged or failed. */
  reason: z.string().nullable(),
  oneiros: z.string().describe('version of the program that started the run'),
  backend: backendSchema.describe('the one the run started on'),
  createdAt: z.iso.datetime(),
  totalTicks: z.int().optional().describe('length of the whole run; unknown before its first tick'),
  ancestry: z
    .strictObject({ run: z.string(), tick: z.int(), changed: z.array(z.string()) })
    .nullable()
    .describe('the run whose brain this one started from, and the keys that were changed'),
  sessions: z.array(sessionSchema).describe('each time a process worked on the run'),
});

/** `run.json`: how a run stands. It changes in place; what happened in the run stands in `events.jsonl`. */
export type Manifest = z.infer<typeof manifestSchema>;
export type RunStatus = Manifest['status'];
export type RunBackend = Manifest['backend'];
export type Session = Manifest['sessions'][number];

/** Manifests of earlier versions, by version: none yet. */
const upgrades: Record<number, Upgrade> = {};

export const manifestFile = (folder: string): string => join(folder, 'run.json');

/** @throws RunUnreadableError */
export function readManifest(folder: string): Manifest {
  const file = manifestFile(folder);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new RunUnreadableError(file, `Expected the run.json of a run: ${(cause as Error).message}.`);
  }
  const manifest = manifestSchema.safeParse(upgrade(value, { file, key: 'version', current: 1, upgrades }));
  if (manifest.success) return manifest.data;
  const { path, message } = manifest.error.issues[0]!;
  throw new RunUnreadableError(file, `Expected ${path.join('.')} of another form: ${message}.`);
}

/** @throws RunWriteError; the manifest before it stays then */
export function writeManifest(folder: string, manifest: Manifest): void {
  const file = manifestFile(folder);
  writing(file, () => replaceFile(file, `${JSON.stringify(manifest, null, 2)}\n`));
}

/** A session that starts now, on this machine. */
export function startSession(fromTick: number, backend: RunBackend): Session {
  return {
    startedAt: new Date().toISOString(),
    endedAt: null,
    fromTick,
    toTick: null,
    seconds: null,
    backend,
    machine: {
      host: hostname(),
      system: `${platform()} ${arch()}`,
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryMiB: Math.round(totalmem() / 2 ** 20),
      node: process.version,
    },
  };
}
