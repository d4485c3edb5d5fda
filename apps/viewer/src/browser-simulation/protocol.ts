import type { HeldLevels } from '@oneiros/conductor';
import type { DreamSheet, OneirosEvent, RunConfig, RunConfigInput, Snapshot } from '@oneiros/simulation';
import type { BackendChoice, BackendReport } from './backend.ts';
import type { ClampChange } from './clamp-log.ts';
import type { Problem } from './errors.ts';
import type { Speed } from './speed-meter.ts';

/** Where a life begins: at nothing, or at a brain that an earlier one went through. */
export interface Beginning {
  readonly layers: readonly RunConfigInput[];
  readonly backend: BackendChoice;
  readonly clamps: readonly ClampChange[];
  readonly snapshot: Snapshot | null;
  /** Events that are told already, those of the ticks before the snapshot. */
  readonly eventsBefore: number;
}

/** From the page to the worker. Requests are obeyed in their order; one with an `id` is answered under it. */
export type WorkerRequest =
  | { readonly type: 'begin'; readonly beginning: Beginning }
  /** Live until the tick; to the end where it is null. A run that is under way goes on to the new end. `run` counts them from 1. */
  | { readonly type: 'run'; readonly run: number; readonly until: number | null }
  | { readonly type: 'rest' }
  | { readonly type: 'clamp'; readonly levels: HeldLevels }
  /** Whether someone looks at the living brain: `live` messages come now and then while it is so. */
  | { readonly type: 'watch'; readonly on: boolean }
  | { readonly type: 'dream'; readonly id: number }
  /** The latest moment at or before a tick that can be gone back to. */
  | { readonly type: 'snapshot'; readonly id: number; readonly tick: number };

/** z of the first test images at one moment; [count, latent] each, row by row. */
export interface LatentSample {
  /** Ticks that the brain has lived through. */
  readonly ticks: number;
  readonly clean: Float32Array;
  readonly occluded: Float32Array;
}

/** Test images whose latents are followed. */
export interface FollowedImages {
  readonly labels: Uint8Array;
  readonly classNames: readonly string[];
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** [count, height, width, channels], 0..255 */
  readonly pixels: Uint8Array;
}

/** A sheet of dreams, and the moment that it belongs to. */
export interface DreamOfTick {
  /** Ticks that the brain has lived through. */
  readonly ticks: number;
  /** That of the `dream` event: the tick lived last, 0 also before the first. */
  readonly tick: number;
  readonly sheet: DreamSheet;
}

/** What does not change in a life. */
export interface Birth {
  readonly backend: BackendReport;
  readonly config: RunConfig;
  /** Keys of the configuration that differ from the defaults. */
  readonly changed: readonly string[];
  readonly command: string;
  readonly totalTicks: number;
  /** Of latent samples. */
  readonly images: FollowedImages;
}

/** Ticks that were lived since the last message, in their order. */
export interface Lived {
  /** Events told before these: a gap would be seen. */
  readonly eventsBefore: number;
  readonly events: readonly OneirosEvent[];
  readonly dreams: readonly DreamOfTick[];
  readonly latents: readonly LatentSample[];
  /** The next tick. */
  readonly tick: number;
  /** The run that was asked for last, 0 before the first, and whether it is still under way. */
  readonly run: number;
  readonly running: boolean;
  readonly finished: boolean;
  readonly speed: Speed;
  /** All of them, and how many requests to change them have been obeyed. */
  readonly clamps: readonly ClampChange[];
  readonly clampsObeyed: number;
}

/** A look at the brain as it is now. */
export interface LiveBrain {
  readonly dream: DreamOfTick;
  readonly latents: LatentSample;
}

/** From the worker to the page. */
export type WorkerMessage =
  | { readonly type: 'born'; readonly birth: Birth }
  | { readonly type: 'lived'; readonly lived: Lived }
  | { readonly type: 'live'; readonly brain: LiveBrain }
  | { readonly type: 'dreamed'; readonly id: number; readonly dream: DreamOfTick }
  | {
      readonly type: 'moment';
      readonly id: number;
      readonly moment: { readonly tick: number; readonly snapshot: Snapshot } | null;
    }
  /** Without an `id`: of the life itself, which rests now where it was. */
  | { readonly type: 'failed'; readonly id: number | null; readonly problem: Problem };
