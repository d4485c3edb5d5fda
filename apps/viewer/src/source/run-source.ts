import type { DreamMixture } from '@oneiros/simulation';
import type { Moment, RunHead, TimelineChunk } from '@oneiros/timeline';
import type { Observable } from 'rxjs';

export { apiPaths, type Moment, type RunHead } from '@oneiros/timeline';

/** Images of a dream event: [rows of images, side, side, channels] in [-1, 1] each, in the order of the columns. */
export interface DreamImages {
  readonly tick: number;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly rows: Readonly<Record<'seen' | 'reconstructed' | 'nrem' | 'rem', Float32Array | null>>;
  /** For each column, what REM mixed (rows `seen` of columns from 0, with their shares); null where the file does not say it. */
  readonly mixtures: readonly DreamMixture[] | null;
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
  /** The images themselves, [count, height, width, channels], 0..255, where the run has them. */
  readonly images?: {
    readonly height: number;
    readonly width: number;
    readonly channels: number;
    readonly pixels: Uint8Array;
  };
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
