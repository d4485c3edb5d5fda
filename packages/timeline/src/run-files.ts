import type { OneirosEvent, RunConfig } from '@oneiros/simulation';

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

/** What a moment is: every event but those of single ticks (`state` and `losses`), with its line number in the log, from 1. */
export interface Moment {
  readonly line: number;
  readonly event: Exclude<OneirosEvent, { type: 'state' } | { type: 'losses' }>;
}

/** `api/runs.json`: the runs of a folder by id, and the folders that look like one but cannot be read. */
export interface RunsFile {
  readonly runs: readonly RunHead[];
  readonly unread: readonly { readonly id: string; readonly reason: string }[];
}

/** `moments.json`: all moments so far, and how many whole lines of the log they were found in; live events follow that line. */
export interface MomentsFile {
  readonly lines: number;
  readonly moments: readonly Moment[];
}

/** `latents.json`: test images on one plane at several ticks; the axes are those of the last tick at all of them. */
export interface LatentsFile {
  readonly classNames: readonly string[];
  /** Of each image, an index into `classNames`. */
  readonly labels: readonly number[];
  /** The images themselves, base64 of [count, height, width, channels], 0..255. */
  readonly images: {
    readonly height: number;
    readonly width: number;
    readonly channels: number;
    readonly pixels: string;
  };
  /** Ascending by tick. */
  readonly planes: readonly {
    readonly tick: number;
    readonly epoch: number;
    /** Share of the variance at this tick that each axis explains. */
    readonly explained: readonly [number, number];
    /** [count, 2], row by row; occluded ones belong to the same images. */
    readonly clean: readonly number[];
    readonly occluded: readonly number[];
  }[];
}

/** `api/server.json`: what the host of these files can do beside giving them. */
export interface ServerFile {
  /** Version of the program that serves or wrote them. */
  readonly oneiros: string;
  /** Whether runs grow and their events can be followed; a static site has neither. */
  readonly live: boolean;
  /** Whether runs can be started by whoever holds the token. */
  readonly canStart: boolean;
}

const pathOf = (id: string): string => `api/runs/${id.split('/').map(encodeURIComponent).join('/')}`;

/** Paths of the server and, as files, of a static site; ID is a run's path inside the runs folder, each part percent-encoded once. */
export const apiPaths = {
  server: 'api/server.json',
  /** GET, and on a server that can, POST of a schedule or a configuration as YAML starts a run. */
  runs: 'api/runs.json',
  start: 'api/runs',
  head: (id: string) => `${pathOf(id)}/head.json`,
  moments: (id: string) => `${pathOf(id)}/moments.json`,
  chunk: (id: string, level: number, index: number) => `${pathOf(id)}/timeline/${level}-${index}.bin`,
  /** By the tick of the dream's event; of several at one tick the newest. */
  dreams: (id: string, tick: number) => `${pathOf(id)}/dreams/${tick}.safetensors`,
  latents: (id: string) => `${pathOf(id)}/latents.json`,
  evaluations: (id: string) => `${pathOf(id)}/evaluations.json`,
  /** Server only: events after the line of Last-Event-ID, or of `?after=LINE`; `id:` is the line number. */
  events: (id: string) => `${pathOf(id)}/events`,
} as const;
