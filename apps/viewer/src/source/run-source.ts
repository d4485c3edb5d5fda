import type { OneirosEvent, RunConfig } from '@oneiros/simulation';
import type { TimelineChunk } from '@oneiros/timeline';
import type { Observable } from 'rxjs';

/** What is known of a run without its events. */
export interface RunHead {
  readonly id: string;
  readonly status: 'running' | 'finished' | 'interrupted' | 'failed' | 'diverged';
  readonly createdAt: string | null;
  /** Ticks lived through so far, and all that are planned. */
  readonly ticks: number;
  readonly totalTicks: number | null;
  readonly config: RunConfig;
  /** Keys of the configuration that differ from the defaults. */
  readonly changed: readonly string[];
  readonly backend: string | null;
  /** The command that makes this run. */
  readonly command: string;
}

/** What a moment is: every event but those of single ticks (`state` and `losses`), with its line number in the log. */
export interface Moment {
  readonly line: number;
  readonly event: Exclude<OneirosEvent, { type: 'state' } | { type: 'losses' }>;
}

/** Images of a dream event: [rows of images, side, side, channels] in [-1, 1] each, in the order of the columns. */
export interface DreamImages {
  readonly tick: number;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly rows: Readonly<Record<'seen' | 'reconstructed' | 'nrem' | 'rem', Float32Array | null>>;
  /** For each column, which memories REM mixed (rows `seen` of another column), where the file says so. */
  readonly mixed: readonly (readonly number[])[] | null;
}

/** Latents of test images on two axes that stay the same for all ticks of a run. */
export interface LatentPlane {
  readonly tick: number;
  readonly explained: readonly [number, number];
  /** [count, 2] each; occluded ones belong to the same images. */
  readonly clean: Float32Array;
  readonly occluded: Float32Array | null;
  readonly labels: Uint8Array;
  readonly classNames: readonly string[];
}

/**
 * One run, wherever it comes from: recorded (server or static site), live (server-sent events), or lived in this
 * browser. Every component reads through this and nothing else.
 */
export interface RunSource {
  readonly kind: 'recorded' | 'live' | 'simulation';
  /** The newest head first, then each change. */
  readonly head$: Observable<RunHead>;
  /** All moments so far in one array, then each addition (only the new ones). */
  readonly moments$: Observable<readonly Moment[]>;
  /** Ticks so far, then each growth: chunks of the tail fetched before are stale. */
  readonly ticks$: Observable<number>;
  chunk(level: number, index: number): Promise<TimelineChunk>;
  dreams(tick: number): Promise<DreamImages>;
  /** Ticks at which a latent plane can be had, and the plane; `null` where the run has none. */
  latentTicks(): Promise<readonly number[]>;
  latents(tick: number): Promise<LatentPlane | null>;
  close(): void;
}

/** A simulation in this browser can be steered. */
export interface SteerableSource extends RunSource {
  readonly kind: 'simulation';
  readonly playing$: Observable<boolean>;
  play(): void;
  pause(): void;
  step(unit: 'tick' | 'stage' | 'cycle' | 'night'): Promise<void>;
  /** Clamps a level from the next tick on; `null` gives it back to the schedule. */
  clamp(levels: { readonly ach?: number | null; readonly na?: number | null }): void;
}

/** Paths of the server and, as files, of a static site; ID is a run's path inside the runs folder, percent-encoded once. */
export const apiPaths = {
  runs: 'api/runs.json',
  head: (id: string) => `api/runs/${encodeURIComponent(id)}/head.json`,
  moments: (id: string) => `api/runs/${encodeURIComponent(id)}/moments.json`,
  chunk: (id: string, level: number, index: number) =>
    `api/runs/${encodeURIComponent(id)}/timeline/${level}-${index}.bin`,
  dreams: (id: string, tick: number) => `api/runs/${encodeURIComponent(id)}/dreams/${tick}.safetensors`,
  latents: (id: string) => `api/runs/${encodeURIComponent(id)}/latents.json`,
  evaluations: (id: string) => `api/runs/${encodeURIComponent(id)}/evaluations.json`,
  /** Server only: events from the line after Last-Event-ID; `id:` is the line number. */
  events: (id: string) => `api/runs/${encodeURIComponent(id)}/events`,
} as const;
